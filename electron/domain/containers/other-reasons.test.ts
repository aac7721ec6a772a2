import { describe, expect, it } from 'vitest'
import type { Container, ContainerMount, Volume } from '#domain/docker-api.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { DockerSnapshot } from '#domain/host-snapshot.ts'
import { bindMount, bookwormWithDocker, container } from '#domain/testing/bookworm.ts'
import type { Inode, PathReading, SampleGroup } from './path-reading.ts'
import { verdictsOf } from './verdicts-of.ts'

const range = { start: 231072, count: 65536 }

function verdictOf(changes: Partial<Container>, docker: Partial<DockerSnapshot> = {}): string {
  const facts = parseHostFacts(bookwormWithDocker({ containers: [container(changes)], ...docker }))
  const [verdict] = verdictsOf(facts, range)
  return [verdict?.verdict, ...(verdict?.reasons.map(({ code }) => code) ?? [])].join(' ')
}

describe('tools that make containers in their own way', () => {
  it.each<[string, Partial<Container>]>([
    ['breaks swarm-service', { labels: { 'com.docker.swarm.service.name': 'web' } }],
    ['breaks minikube', { labels: { 'created_by.minikube.sigs.k8s.io': 'true' } }],
    ['breaks k3d', { labels: { 'k3d.cluster': 'dev' } }],
    ['may-break kubernetes', { labels: { 'io.kubernetes.pod.name': 'proxy' } }],
    ['exempt kind-exempts', { labels: { 'io.x-k8s.kind.cluster': 'kind' }, privileged: true }],
    ['exempt buildx-exempts', { name: 'buildx_buildkit_dev0', privileged: true }],
    ['refused privileged', { name: 'buildx', privileged: true }],
    ['works', { labels: { 'com.docker.compose.project': 'shop' } }],
  ])('%s: %o', (expected, changes) => {
    expect(verdictOf(changes)).toBe(expected)
  })
})

describe('hardware and rights', () => {
  it.each<[string, Partial<Container>]>([
    ['may-break gpu', { requestsDevices: true }],
    ['may-break gpu', { runtime: 'nvidia' }],
    ['may-break other-runtime', { runtime: 'runsc' }],
    ['works', { runtime: 'io.containerd.runc.v2' }],
    ['may-break powerless-capabilities', { capAdd: ['CAP_SYS_TIME'] }],
    ['may-break powerless-capabilities', { capAdd: ['all'] }],
    ['works', { capAdd: ['NET_ADMIN', 'NET_RAW'] }],
  ])('%s: %o', (expected, changes) => {
    expect(verdictOf(changes)).toBe(expected)
  })
})

const volumeMount = (changes: Partial<ContainerMount>) => ({
  mounts: [bindMount('/x', { type: 'volume', name: 'data', driver: 'local', ...changes })],
})
const withOptions = (options: Volume['options']) => ({
  volumes: [{ name: 'data', driver: 'local', options }],
})

describe('volumes', () => {
  it.each<[string, Partial<Container>, Partial<DockerSnapshot>]>([
    ['works', volumeMount({}), withOptions({})],
    ['may-break volume-plugin', volumeMount({ driver: 'netapp' }), {}],
    [
      'may-break network-file-system',
      volumeMount({}),
      withOptions({ type: 'cifs', device: '//nas/data', o: 'addr=10.0.0.1' }),
    ],
    ['works', volumeMount({}), withOptions({ type: 'tmpfs', device: 'tmpfs' })],
    ['may-break not-seen', volumeMount({}), { volumes: undefined }],
    [
      'breaks mount-unreadable',
      volumeMount({}),
      {
        ...withOptions({ type: 'none', o: 'bind', device: '/srv/a' }),
        pathReadings: [directory('/srv/a', { mode: 0o700 }, [])],
      },
    ],
  ])('%s: %o %o', (expected, changes, docker) => {
    expect(verdictOf(changes, docker)).toBe(expected)
  })
})

function directory(
  path: string,
  inode: Partial<Inode>,
  groups: readonly Partial<SampleGroup>[],
): PathReading {
  const kind = 'directory' as const
  return {
    path,
    fileSystem: 'ext4',
    closedAbove: [],
    state: {
      kind: 'seen',
      inode: { kind, uid: 0, gid: 0, mode: 0o755, aclText: '', ...inode },
      inside: {
        complete: true,
        groups: groups.map((group) =>
          Object.assign(
            { kind: 'file', uid: 0, gid: 0, mode: 0o644, aclText: '', count: 1, example: 'x' },
            group,
          ),
        ),
      },
    },
  }
}

describe('what lies in a directory', () => {
  const open = { mode: 0o777 }
  it.each<[string, boolean, readonly Partial<SampleGroup>[]]>([
    ['works', false, [{}]],
    ['breaks inside-unreadable', false, [{ mode: 0o600 }]],
    ['may-break inside-unreadable', false, [{ mode: 0o600 }, {}]],
    ['may-break inside-unwritable', true, [{}]],
    ['works', true, [{ uid: 231072, gid: 231072, mode: 0o600 }]],
    // Links and sockets have no say of their own.
    ['works', true, [{ kind: 'link', mode: 0o777 }]],
  ])('%s, writable %s: %o', (expected, readWrite, groups) => {
    const mounts = [bindMount('/srv/a', { readWrite })]
    const pathReadings = [directory('/srv/a', open, groups)]
    expect(verdictOf({ mounts }, { pathReadings })).toBe(expected)
  })

  it('counts for a running container whoever its first process has become', () => {
    const mounts = [bindMount('/srv/a', { readWrite: false })]
    const pathReadings = [directory('/srv/a', { uid: 999, gid: 231072, mode: 0o770 }, [])]
    const id = 'c'.repeat(64)
    const asRoot = verdictOf({ id, mounts, running: true }, { pathReadings })
    const firstProcesses = [{ containerId: id, uid: 999, gid: 999 }]
    const asRedis = verdictOf({ id, mounts, running: true }, { pathReadings, firstProcesses })
    expect([asRoot, asRedis]).toEqual(['works', 'may-break mount-unreadable'])
  })
})
