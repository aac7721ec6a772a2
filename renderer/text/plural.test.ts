import { expect, it } from 'vitest'
import { en } from './en.ts'
import { fillPlural } from './plural.ts'
import { zhCN } from './zh-CN.ts'

const values = { subordinate: 1, hostRoot: 0 }

it('says one process and several processes', () => {
  const say = (count: number) => fillPlural(en.prove.summary, count, 'en', values)
  expect([0, 1, 2, 21].map(say)).toEqual([
    '0 processes: 1 powerless here, 0 root here',
    '1 process: 1 powerless here, 0 root here',
    '2 processes: 1 powerless here, 0 root here',
    '21 processes: 1 powerless here, 0 root here',
  ])
})

it('has one form for every count in Chinese', () => {
  const say = (count: number) => fillPlural(zhCN.prove.summary, count, 'zh-CN', values)
  expect(say(1)).toBe('1 个进程：1 个在此无特权，0 个是本机 root')
  expect(say(2)).toBe('2 个进程：1 个在此无特权，0 个是本机 root')
})
