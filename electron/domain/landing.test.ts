import { expect, it } from 'vitest'
import type { ContainerProcess } from './container-process.ts'
import { landingOf } from './landing.ts'
import { aProcess } from './testing/a-process.ts'

const initial = [{ containerId: 0, hostId: 0, size: 4294967295 }]
const onHost = { uidMappings: initial, gidMappings: initial, hostUserNamespace: true }
const uid = (host: number, hostName?: string) => ({
  uid: { host, container: 0, hostName, containerName: 'root' },
})

it.each<[string, Partial<ContainerProcess>, string]>([
  ['root of a remapped container', uid(458752), 'nobody'],
  ['root of a container in the host’s namespace', { ...onHost, ...uid(0, 'root') }, 'root'],
  ['a mapping that leads to UID 0', uid(0, 'root'), 'root'],
  ['a mapping that leads to an account', uid(1000, 'alice'), 'user'],
  [
    'an account, in the host’s namespace',
    { ...onHost, ...uid(1000, 'alice'), effectiveCapabilities: '0000000000000000' },
    'user',
  ],
  [
    'an ID without an account, in the host’s namespace',
    { ...onHost, ...uid(999), effectiveCapabilities: '0000000000000000' },
    'unmapped',
  ],
  [
    'no root, but capabilities that count here',
    { ...onHost, ...uid(999), effectiveCapabilities: '0000000000200000' },
    'capable',
  ],
])('%s lands as %j', (_, process, expected) => {
  expect(landingOf(aProcess(4242, process))).toBe(expected)
})
