import { expect, it } from 'vitest'
import { packUpdate, unpackUpdate } from './process-update-text.ts'
import type { ProcessUpdate } from './process-update.ts'
import { aProcess } from './testing/a-process.ts'

const mapping = { containerId: 0, hostId: 100_000, size: 65_536 }
const update: ProcessUpdate = {
  sequence: 3,
  at: 1_700_000_000_000,
  readMs: 1.5,
  isWhole: false,
  changed: [
    aProcess(10, { pid: { host: 10, container: 7 } }),
    aProcess(11, { command: '"quoted"\n\u202eand turned round' }),
    aProcess(12, { containerId: 'd'.repeat(64), containerName: undefined }),
    aProcess(13, { uidMappings: [mapping, { ...mapping, containerId: 65_536 }], gidMappings: [] }),
    aProcess(14, {
      uid: { host: 0, container: undefined, hostName: 'root', containerName: undefined },
      hostUserNamespace: true,
      effectiveCapabilities: undefined,
    }),
  ],
  gone: [8, 9],
}

it('says the same after its way as a text', () => {
  expect(unpackUpdate(packUpdate(update))).toEqual(update)
})

it('tells once what the processes of a container have in common', () => {
  const many = Array.from({ length: 100 }, (_, index) => aProcess(index + 1))
  const text = packUpdate({ ...update, changed: many })
  expect(text.split('"redis"')).toHaveLength(2)
  expect(text.length).toBeLessThan(100 * 50)
})
