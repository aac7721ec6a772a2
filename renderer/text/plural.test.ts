import { expect, it } from 'vitest'
import { en } from './en.ts'
import { fillPlural } from './plural.ts'
import { zhCN } from './zh-CN.ts'

const sayIn = (language: 'en' | 'zh-CN', count: number) =>
  fillPlural({ en, 'zh-CN': zhCN }[language].prove.summary, count, language, {
    subordinate: 1,
    hostRoot: 0,
  })

it('says one process and several processes', () => {
  expect([0, 1, 2, 21].map((count) => sayIn('en', count))).toEqual([
    '0 processes: 1 powerless here, 0 root here',
    '1 process: 1 powerless here, 0 root here',
    '2 processes: 1 powerless here, 0 root here',
    '21 processes: 1 powerless here, 0 root here',
  ])
})

it('has one form for every count in Chinese', () => {
  expect([1, 2].map((count) => sayIn('zh-CN', count))).toEqual([
    '1 个进程：1 个在此无特权，0 个是本机 root',
    '2 个进程：1 个在此无特权，0 个是本机 root',
  ])
})
