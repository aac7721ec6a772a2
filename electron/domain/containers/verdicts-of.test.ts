import { describe, expect, it } from 'vitest'
import type { Container } from '#domain/docker-api.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { DockerSnapshot } from '#domain/host-snapshot.ts'
import { bindMount, bookwormWithDocker, container } from '#domain/testing/bookworm.ts'
import type { Inode, PathReading } from './path-reading.ts'
import { verdictsOf } from './verdicts-of.ts'

const range = { start: 231072, count: 65536 }

function reading(
  path: string,
  inode: Partial<Inode>,
  more: Partial<PathReading> = {},
): PathReading {
  return {
    path,
    fileSystem: 'ext4',
    closedAbove: [],
    state: {
      kind: 'seen',
      inode: { kind: 'directory', uid: 1000, gid: 1000, mode: 0o755, aclText: '', ...inode },
      inside: { groups: [], complete: true },
    },
    ...more,
  }
}

/** Nobody could list it. */
function unlisted(path: string, inode: Partial<Inode>): PathReading {
  const seen = reading(path, inode)
  const { state } = seen
  return state.kind === 'seen' ? { ...seen, state: { ...state, inside: undefined } } : seen
}

const dockerSocket = reading('/var/run/docker.sock', {
  kind: 'socket',
  uid: 0,
  gid: 998,
  mode: 0o660,
})

function verdictOf(changes: Partial<Container>, docker: Partial<DockerSnapshot> = {}): string {
  const facts = parseHostFacts(
    bookwormWithDocker({ containers: [container(changes)], imageCount: 1, ...docker }),
  )
  const verdict = verdictsOf(facts, range).find(({ name }) => name === (changes.name ?? 'web'))
  return [verdict?.verdict, ...(verdict?.reasons.map(({ code }) => code) ?? [])].join(' ')
}

/** As Docker 20.10.24 with runc 1.1.5 answered in a lab machine, with a near miss each. */
describe('what Docker refuses', () => {
  it.each<[string, Partial<Container>]>([
    ['works', {}],
    ['refused privileged', { privileged: true }],
    ['refused host-network', { networkMode: 'host' }],
    ['works', { networkMode: 'hostnet' }],
    ['refused host-pid', { pidMode: 'host' }],
    ['refused host-ipc', { ipcMode: 'host' }],
    [
      'works',
      {
        ipcMode: 'host',
        mounts: [bindMount('/srv', { type: 'volume', destination: '/dev/mqueue' })],
      },
    ],
    ['works', { readOnlyRootFilesystem: true }],
    ['refused writable-cgroups', { securityOptions: ['writable-cgroups=false'] }],
    ['works', { securityOptions: ['seccomp=unconfined'] }],
    ['refused user-above-range', { user: '65536' }],
    ['works', { user: '65535' }],
    ['refused group-above-range', { user: '0:70000' }],
    ['refused group-above-range', { groupAdd: ['70000'] }],
    [
      'exempt exempt',
      {
        privileged: true,
        networkMode: 'host',
        pidMode: 'host',
        ipcMode: 'host',
        user: '70000',
        usernsMode: 'host',
      },
    ],
    [
      'refused writable-cgroups exempt',
      { usernsMode: 'host', securityOptions: ['writable-cgroups'] },
    ],
  ])('%s: %o', (expected, changes) => {
    expect(verdictOf(changes)).toBe(expected)
  })

  it('refuses --read-only only before 1.13', () => {
    const info = bookwormWithDocker({}).docker.info!
    const old = { info: { ...info, serverVersion: '1.12.6' } }
    expect(verdictOf({ readOnlyRootFilesystem: true }, old)).toBe('refused read-only')
  })

  it.each<[string, string, string]>([
    ['works', '', ''],
    ['exempt exempt', '', 'host'],
    ['refused joins-exempt', 'host', ''],
    ['exempt exempt', 'host', 'host'],
  ])('%s: joins a container with userns "%s", itself with "%s"', (expected, theirs, own) => {
    const other = container({ id: 'd'.repeat(64), name: 'x', usernsMode: theirs })
    for (const modes of [
      { networkMode: `container:${other.id}` },
      { pidMode: 'container:x' },
      { ipcMode: 'container:x' },
    ]) {
      const one = container({ ...modes, usernsMode: own })
      expect(verdictOf({}, { containers: [other, one] })).toBe(expected)
    }
  })

  it('follows a container that is refused, and a circle of joins to its end', () => {
    const x = container({ id: 'd'.repeat(64), name: 'x', privileged: true })
    const y = container({ id: 'e'.repeat(64), name: 'y', networkMode: 'container:x' })
    const web = container({ pidMode: 'container:y' })
    expect(verdictOf({}, { containers: [x, y, web] })).toBe('refused joins-refused')
    const circle = [
      container({ id: 'd'.repeat(64), name: 'x', pidMode: 'container:web' }),
      container({ pidMode: 'container:x' }),
    ]
    expect(verdictOf({}, { containers: circle })).toBe('works')
  })
})

const mounted = (source: string, readWrite = true) => ({
  mounts: [bindMount(source, { readWrite })],
})

describe('what breaks', () => {
  it.each<[string, Partial<Container>, readonly PathReading[]]>([
    ['breaks docker-socket', mounted('/var/run/docker.sock'), [dockerSocket]],
    [
      'works',
      mounted('/var/run/docker.sock'),
      [reading('/var/run/docker.sock', { kind: 'socket', uid: 0, gid: 998, mode: 0o666 })],
    ],
    [
      'breaks socket',
      mounted('/run/agent'),
      [reading('/run/agent', { kind: 'socket', mode: 0o600 })],
    ],
    [
      'may-break docker-socket-inside',
      mounted('/var/run', false),
      [reading('/var/run', { uid: 0, gid: 0 }), dockerSocket],
    ],
    ['breaks mount-unreadable', mounted('/srv/a'), [reading('/srv/a', { mode: 0o700 })]],
    ['may-break mount-unreadable', mounted('/srv/a'), [reading('/srv/a', { mode: 0o751 })]],
    ['may-break mount-unwritable', mounted('/srv/a'), [reading('/srv/a', {})]],
    ['works', mounted('/srv/a', false), [reading('/srv/a', {})]],
    ['works', mounted('/srv/a'), [reading('/srv/a', { uid: 231072, gid: 231072, mode: 0o700 })]],
    [
      'works',
      mounted('/srv/missing'),
      [reading('/srv/missing', {}, { state: { kind: 'absent' } })],
    ],
    ['may-break not-seen', mounted('/srv/a'), []],
    [
      'may-break inside-not-seen',
      mounted('/srv/a'),
      [unlisted('/srv/a', { uid: 231072, gid: 231072, mode: 0o700 })],
    ],
    ['breaks mount-unreadable', mounted('/srv/a'), [unlisted('/srv/a', { mode: 0o700 })]],
    ['works', mounted('/srv/a'), [unlisted('/srv/a', { kind: 'file', mode: 0o666 })]],
    [
      'may-break network-file-system',
      mounted('/nfs'),
      [reading('/nfs', {}, { fileSystem: 'nfs4', state: { kind: 'not-read' } })],
    ],
    ['may-break data-root', mounted('/var/lib/docker/containers', false), []],
    [
      'refused device-renamed',
      { devices: [{ host: '/dev/null', inside: '/dev/x' }] },
      [reading('/dev/null', { kind: 'device', uid: 0, gid: 0, mode: 0o666 })],
    ],
    [
      'works',
      { devices: [{ host: '/dev/null', inside: '/dev/null' }] },
      [reading('/dev/null', { kind: 'device', uid: 0, gid: 0, mode: 0o666 })],
    ],
    [
      'breaks device-closed',
      { devices: [{ host: '/dev/kvm', inside: '/dev/kvm' }] },
      [reading('/dev/kvm', { kind: 'device', uid: 0, gid: 104, mode: 0o660 })],
    ],
  ])('%s: %o', (expected, changes, pathReadings) => {
    expect(verdictOf(changes, { pathReadings })).toBe(expected)
  })

  it('mounts below a closed directory with runc from 1.1 on only', () => {
    const pathReadings = [
      reading(
        '/c/x',
        {},
        { closedAbove: [{ path: '/c', uid: 0, gid: 0, mode: 0o700, aclText: '' }] },
      ),
    ]
    const info = bookwormWithDocker({}).docker.info!
    const changes = mounted('/c/x', false)
    expect(verdictOf(changes, { pathReadings })).toBe('works')
    const old = { ...info, runcVersion: '1.0.0~rc93+ds1' }
    expect(verdictOf(changes, { pathReadings, info: old })).toBe('refused closed-parents')
  })

  it.each(['/srv/a\nb', '/srv/a\u202eb'])(
    'offers no line to copy that would deceive: %j',
    (path) => {
      const facts = parseHostFacts(
        bookwormWithDocker({
          containers: [container({ mounts: [bindMount(path)] })],
          pathReadings: [reading(path, { mode: 0o700 })],
        }),
      )
      const remedies = verdictsOf(facts, range)[0]?.reasons[0]?.remedies
      expect(remedies?.map(({ code }) => code)).toEqual(['exempt-run'])
    },
  )

  it('writes out what to change', () => {
    const facts = parseHostFacts(
      bookwormWithDocker({
        containers: [container({ mounts: [bindMount("/srv/it's")] })],
        pathReadings: [reading("/srv/it's", { mode: 0o700 })],
      }),
    )
    expect(verdictsOf(facts, range)[0]?.reasons[0]?.remedies.map(({ lines }) => lines)).toEqual([
      ["sudo setfacl -R -m u:231072:rwX -m d:u:231072:rwX '/srv/it'\\''s'"],
      ["sudo chown -R 231072:231072 '/srv/it'\\''s'"],
      ['--userns=host'],
    ])
  })
})
