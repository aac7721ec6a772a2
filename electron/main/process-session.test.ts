import { expect, it } from 'vitest'
import type { ContainerProcess } from '#domain/container-process.ts'
import { unpackUpdate } from '#domain/process-update-text.ts'
import { aProcess } from '#domain/testing/a-process.ts'
import { createProcessSession } from './process-session.ts'

function sessionOver(readings: readonly (readonly ContainerProcess[])[]) {
  const left = [...readings]
  const read = createProcessSession({
    watchProcesses: async () => ({ at: 0, readMs: 0, processes: left.shift() ?? [] }),
  })
  return async (since: number | null) => {
    const reply = await read({ since })
    if (!reply.ok) throw new Error(reply.error.code)
    const { sequence, isWhole, changed, gone } = unpackUpdate(reply.value)
    return [sequence, isWhole, changed.map(({ pid }) => pid.host), gone]
  }
}

const [first, second, third] = [aProcess(1), aProcess(2), aProcess(3)]

it('tells everything at first, then only what changed', async () => {
  const read = sessionOver([
    [first, second],
    [first, second],
    [second, third],
  ])
  expect(await read(null)).toEqual([1, true, [1, 2], []])
  expect(await read(1)).toEqual([2, false, [], []])
  expect(await read(2)).toEqual([3, false, [3], [1]])
})

it('tells everything to a page that does not know the last reading', async () => {
  const read = sessionOver([[first], [first], [first]])
  await read(null)
  expect(await read(7)).toEqual([2, true, [1], []])
  expect(await read(null)).toEqual([3, true, [1], []])
})
