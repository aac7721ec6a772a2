import { expect, it } from 'vitest'
import type { ContainerProcess } from '#domain/container-process.ts'
import { aProcess } from '#domain/testing/a-process.ts'
import { areDrawnAlike, areSameRanges, isDrawnAlike } from './drawn-alike.ts'

const process = aProcess(7)
const mapping = { containerId: 0, hostId: 100_000, size: 65_536 }

it('takes a process that only runs something else for the same picture', () => {
  expect(isDrawnAlike(process, aProcess(7, { command: 'sleep 1d' }))).toBe(true)
})

it.each<[string, ContainerProcess]>([
  ['another process', aProcess(8)],
  ['another container', aProcess(7, { containerId: 'd'.repeat(64) })],
  ['a name that became known', aProcess(7, { containerName: 'cache' })],
  ['another user', aProcess(7, { uid: { ...process.uid, host: 458_853, container: 101 } })],
  ['another name of the user', aProcess(7, { uid: { ...process.uid, hostName: 'alice' } })],
  ['another group', aProcess(7, { gid: { ...process.gid, host: 458_853 } })],
  ['another mapping', aProcess(7, { uidMappings: [mapping] })],
  ['another mapping of groups', aProcess(7, { gidMappings: [...process.gidMappings, mapping] })],
  ['the namespace of the machine', aProcess(7, { hostUserNamespace: true })],
  ['other capabilities', aProcess(7, { effectiveCapabilities: undefined })],
])('draws %s anew', (_, other) => {
  expect(isDrawnAlike(process, other)).toBe(false)
})

it('compares people and ranges one by one', () => {
  const [one, other] = [process, aProcess(8)].map((process) => ({ process, count: 1 }))
  if (!one || !other) throw new Error('Nobody is there.')
  expect(areDrawnAlike([one, other], [{ ...one, count: 2 }, other])).toBe(true)
  expect(areDrawnAlike([one, other], [one])).toBe(false)
  expect(areDrawnAlike([one, other], [other, one])).toBe(false)
  const range = { start: 1, count: 2 }
  expect(areSameRanges([range], [{ ...range }])).toBe(true)
  expect(areSameRanges([range], [{ start: 1, count: 3 }])).toBe(false)
  expect(areSameRanges([range], [])).toBe(false)
})
