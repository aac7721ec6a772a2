import { expect, it } from 'vitest'
import { aProcess } from '#domain/testing/a-process.ts'
import type { Watched } from './changes.ts'
import { CHANGE_SHOWN_MS, watchedAfter } from './changes.ts'

const redis = aProcess(10, { command: 'redis-server' })
const shell = aProcess(11, { command: 'sh' })

function told({ processes, changes }: Watched) {
  return processes.map(({ pid: { host } }) => `${host} ${changes.get(host)?.kind ?? 'same'}`)
}

it('points out what comes, goes and changes, for a while', () => {
  const first = watchedAfter(undefined, [redis], 0)
  expect(told(first)).toEqual(['10 same'])
  const second = watchedAfter(first, [redis, shell], 1000)
  expect(told(second)).toEqual(['10 same', '11 new'])
  const exec = aProcess(11, { command: 'sleep 1' })
  const third = watchedAfter(second, [redis, exec], 2000)
  expect(told(third)).toEqual(['10 same', '11 changed'])
  const fourth = watchedAfter(third, [redis], 3000)
  expect(told(fourth)).toEqual(['10 same', '11 gone'])
  expect(told(watchedAfter(fourth, [redis], 3000 + CHANGE_SHOWN_MS - 1))).toEqual([
    '10 same',
    '11 gone',
  ])
  expect(told(watchedAfter(fourth, [redis], 3000 + CHANGE_SHOWN_MS))).toEqual(['10 same'])
})

it('takes a PID that comes back for a new process', () => {
  const gone = watchedAfter(watchedAfter(undefined, [redis], 0), [], 1000)
  expect(told(watchedAfter(gone, [redis], 1500))).toEqual(['10 new'])
})

it('takes it for no change that a name became known', () => {
  const first = watchedAfter(undefined, [aProcess(10, { containerName: undefined })], 0)
  expect(told(watchedAfter(first, [aProcess(10)], 1000))).toEqual(['10 same'])
})
