import { expect, it } from 'vitest'
import { en } from './en.ts'
import { fillPlural } from './plural.ts'
import { zhCN } from './zh-CN.ts'

const sayIn = (language: 'en' | 'zh-CN', count: number) =>
  fillPlural({ en, 'zh-CN': zhCN }[language].compare.summary, count, language, {
    containers: 'X',
  })

it('says one process and several processes', () => {
  expect([0, 1, 2, 21].map((count) => sayIn('en', count))).toEqual([
    '0 processes in X',
    '1 process in X',
    '2 processes in X',
    '21 processes in X',
  ])
})

it('has one form for every count in Chinese', () => {
  expect([1, 2].map((count) => sayIn('zh-CN', count))).toEqual(['X里有 1 个进程', 'X里有 2 个进程'])
})
