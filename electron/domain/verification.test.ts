import { describe, expect, it } from 'vitest'
import type { ContainerProcess } from './container-process.ts'
import { parseHostFacts } from './parse-host-facts.ts'
import type { HostSnapshot } from './host-snapshot.ts'
import { bookworm, bookwormWithInfo, container, textFile } from './testing/bookworm.ts'
import type { Check } from './verification.ts'
import { verifyApplied } from './verification.ts'

const PLAN = {
  remapUser: 'dockremap',
  range: { start: 458752, count: 65536 },
  remappedDataRoot: '/var/lib/docker/458752.458752',
}
const LINES = textFile('alice:100000:65536\ndockremap:458752:65536\n')

/** The machine as the plan wants it. */
const remapped: HostSnapshot = {
  ...bookwormWithInfo({
    securityOptions: ['name=seccomp,profile=default', 'name=userns'],
    dataRoot: '/var/lib/docker/458752.458752',
  }),
  files: { ...bookworm.files, subuid: LINES, subgid: LINES },
}

const CONTAINER_ID = 'c'.repeat(64)

/** redis-server as root of a remapped container. */
const redis: ContainerProcess = {
  containerId: CONTAINER_ID,
  containerName: 'redis',
  pid: { host: 4242, container: 1 },
  uid: { host: 458752, container: 0, hostName: undefined, containerName: 'root' },
  gid: { host: 458752, container: 0, hostName: undefined, containerName: 'root' },
  command: 'redis-server *:6379',
  uidMappings: [{ containerId: 0, hostId: 458752, size: 65536 }],
  gidMappings: [{ containerId: 0, hostId: 458752, size: 65536 }],
  hostUserNamespace: false,
  effectiveCapabilities: '00000000a80425fb',
}

/** The same in the host's own namespace. */
const unmapped: ContainerProcess = {
  ...redis,
  uid: { ...redis.uid, host: 0 },
  gid: { ...redis.gid, host: 0 },
  uidMappings: [{ containerId: 0, hostId: 0, size: 4294967295 }],
  hostUserNamespace: true,
}

function checksOf(
  snapshot: HostSnapshot,
  processes: readonly ContainerProcess[],
): readonly Check[] {
  return verifyApplied(PLAN, parseHostFacts(snapshot), processes)
}

/** `code: ok`, one for each check. */
function verdictsOf(snapshot: HostSnapshot, processes: readonly ContainerProcess[]) {
  return Object.fromEntries(checksOf(snapshot, processes).map(({ code, ok }) => [code, ok]))
}

const ALL_PASSED = {
  'daemon-reports-remapping': true,
  'data-root': true,
  'subordinate-ranges': true,
  'container-mapping': true,
  'container-root-on-host': true,
}

describe('verifyApplied', () => {
  it('says what was seen and what was expected', () => {
    expect(checksOf(remapped, [redis])).toEqual([
      {
        code: 'daemon-reports-remapping',
        ok: true,
        evidence: 'name=userns',
        expected: 'name=userns',
      },
      {
        code: 'data-root',
        ok: true,
        evidence: '/var/lib/docker/458752.458752',
        expected: '/var/lib/docker/458752.458752',
      },
      {
        code: 'subordinate-ranges',
        ok: true,
        evidence: '/etc/subuid: dockremap:458752:65536; /etc/subgid: dockremap:458752:65536',
        expected: 'dockremap:458752:65536',
      },
      {
        code: 'container-mapping',
        ok: true,
        evidence: '0 458752 65536',
        expected: '0 458752 65536',
      },
      {
        code: 'container-root-on-host',
        ok: true,
        evidence: '0:0 → 458752:458752',
        expected: '0:0 → 458752:458752',
      },
    ])
  })

  it('fails every check on a machine without remapping', () => {
    expect(
      checksOf(bookworm, [unmapped]).map(({ code, ok, evidence }) => [code, ok, evidence]),
    ).toEqual([
      ['daemon-reports-remapping', false, 'no name=userns'],
      ['data-root', false, '/var/lib/docker'],
      ['subordinate-ranges', false, '/etc/subuid: ; /etc/subgid: '],
      ['container-mapping', false, '0 0 4294967295'],
      ['container-root-on-host', false, '0:0 → 0:0'],
    ])
  })

  it('leaves open what could not be seen: no container runs', () => {
    expect(verdictsOf(remapped, [])).toEqual({
      ...ALL_PASSED,
      'container-mapping': undefined,
      'container-root-on-host': undefined,
    })
  })

  const silent: HostSnapshot = {
    ...remapped,
    docker: {
      ...remapped.docker,
      info: undefined,
      socket: { path: '/var/run/docker.sock', state: 'permission-denied' },
    },
  }

  it('leaves open what could not be asked, and still judges processes', () => {
    expect(verdictsOf(silent, [redis])).toEqual({
      ...ALL_PASSED,
      'daemon-reports-remapping': undefined,
      'data-root': undefined,
    })
  })

  it('leaves open whether a process in the host’s namespace asked for it, where Docker cannot be asked', () => {
    expect(verdictsOf(silent, [redis, unmapped])).toMatchObject({
      'container-mapping': undefined,
      'container-root-on-host': undefined,
    })
  })

  it('leaves open ranges in a file that cannot be read', () => {
    const files = { ...remapped.files, subgid: { kind: 'unreadable', reason: 'failed' } as const }
    expect(verdictsOf({ ...remapped, files }, [redis])).toEqual({
      ...ALL_PASSED,
      'subordinate-ranges': undefined,
    })
  })

  it('does not count containers that were started with --userns=host, nor take them for a proof', () => {
    const docker = {
      ...remapped.docker,
      containers: [container({ id: CONTAINER_ID, usernsMode: 'host', running: true })],
    }
    const other = { ...redis, containerId: 'd'.repeat(64) }
    expect([
      verdictsOf({ ...remapped, docker }, [unmapped, other]),
      verdictsOf({ ...remapped, docker }, [unmapped]),
    ]).toEqual([
      ALL_PASSED,
      { ...ALL_PASSED, 'container-mapping': undefined, 'container-root-on-host': undefined },
    ])
  })

  it.each<[string, Partial<ContainerProcess>, Partial<Record<Check['code'], boolean | undefined>>]>(
    [
      [
        'another mapping',
        { uidMappings: [{ containerId: 0, hostId: 458752, size: 1000 }] },
        { 'container-mapping': false },
      ],
      [
        'a second line in the mapping',
        {
          uidMappings: [
            { containerId: 0, hostId: 458752, size: 65536 },
            { containerId: 65536, hostId: 1, size: 1 },
          ],
        },
        { 'container-mapping': false },
      ],
      [
        'root as another UID here',
        { uid: { ...redis.uid, host: 1000 } },
        { 'container-root-on-host': false },
      ],
      [
        'root in another group here',
        { gid: { ...redis.gid, host: 0 } },
        { 'container-root-on-host': false },
      ],
      [
        'root in a group of the container',
        { gid: { ...redis.gid, container: 999, host: 459751 } },
        {},
      ],
      [
        'no root at all',
        { uid: { ...redis.uid, container: 999, host: 459751 } },
        { 'container-root-on-host': undefined },
      ],
    ],
  )('judges a process with %s', (_, changes, expected) => {
    expect(verdictsOf(remapped, [{ ...redis, ...changes }])).toEqual({ ...ALL_PASSED, ...expected })
  })

  it('does not pass by one good process of two', () => {
    expect(
      verdictsOf(remapped, [redis, { ...unmapped, containerId: 'd'.repeat(64) }]),
    ).toMatchObject({
      'container-mapping': false,
      'container-root-on-host': false,
    })
  })

  it.each([
    ['two lines of the user', 'dockremap:458752:65536\ndockremap:600000:65536\n'],
    ['another range', 'dockremap:458752:65537\n'],
    ['another start that ends alike', 'dockremap:1458752:65536\n'],
    ['no line', 'alice:100000:65536\n'],
  ])('fails ranges with %s', (_, text) => {
    const files = { ...remapped.files, subgid: textFile(text) }
    expect(verdictsOf({ ...remapped, files }, [redis])).toEqual({
      ...ALL_PASSED,
      'subordinate-ranges': false,
    })
  })
})
