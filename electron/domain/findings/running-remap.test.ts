import { describe, expect, it } from 'vitest'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { bookworm, bookwormWithInfo, textFile } from '#domain/testing/bookworm.ts'
import { problemsOf } from '#domain/testing/problems.ts'

const UNIT = '[Service]\nExecStart=/usr/sbin/dockerd -H fd://\n'
const OPTIONS = '/etc/default/docker'

type Changes = {
  readonly unit?: string
  readonly options?: string
  readonly config?: string
  readonly subuid?: string
  readonly remapped?: boolean
  readonly dataRoot?: string
  readonly version?: string
}

function codesOf(changes: Changes): readonly string[] {
  return problemsOf(host(changes)).map(({ code }) => code)
}

/** A Docker that runs as it is started the next time, too. */
function host(changes: Changes): HostSnapshot {
  const unit = changes.unit ?? UNIT
  const command = /ExecStart=(.*)/.exec(unit)?.[1] ?? ''
  const snapshot = bookwormWithInfo({
    securityOptions: changes.remapped ? ['name=userns'] : [],
    dataRoot: changes.dataRoot ?? '/var/lib/docker',
    serverVersion: changes.version ?? '28.5.2',
  })
  const [dockerd] = bookworm.docker.daemons
  return {
    ...snapshot,
    docker: {
      ...snapshot.docker,
      daemons: [{ ...dockerd!, argv: command.split(' ') }],
      configuration: {
        unitFiles: [{ path: '/lib/systemd/system/docker.service', file: textFile(unit) }],
        needsReload: false,
        script: undefined,
        optionFiles: [{ path: OPTIONS, file: textFile(changes.options ?? '') }],
      },
    },
    files: {
      ...snapshot.files,
      subuid: textFile(changes.subuid ?? 'alice:100000:65536\ndockremap:458752:65536\n'),
      daemonConfig: changes.config === undefined ? { kind: 'absent' } : textFile(changes.config),
    },
  }
}

const ON = { remapped: true, dataRoot: '/var/lib/docker/458752.458752' }
const ASKED = '{"userns-remap": "default"}'

describe('remapping that is on already', () => {
  it('is all there is to say where its setting and its range are there', () => {
    expect(codesOf({ ...ON, config: ASKED })).toEqual(['remapping-already-on'])
  })

  it.each([undefined, '{}', '{"userns-remap": ""}'])('ends where daemon.json is %s', (config) => {
    expect(codesOf(config === undefined ? ON : { ...ON, config })).toEqual([
      'remapping-already-on',
      'remapping-ends',
    ])
  })

  it('does not end where the flag asks for it, or where the next command is not known', () => {
    const flag = UNIT.replace('fd://', 'fd:// --userns-remap=default')
    expect(codesOf({ ...ON, unit: flag })).not.toContain('remapping-ends')
    expect(codesOf({ ...ON, unit: UNIT.replace('fd://', '${X}') })).not.toContain('remapping-ends')
  })

  it('shares the first user’s range where Docker 28 chose it', () => {
    const shared = {
      remapped: true,
      dataRoot: '/var/lib/docker/100000.100000',
      subuid: 'alice:100000:65536\ndockremap:100000:65536\n',
      config: ASKED,
    }
    expect(problemsOf(host(shared))).toContainEqual(
      expect.objectContaining({
        code: 'remapping-shares-range',
        evidence: ['/etc/subuid: alice:100000:65536', '/etc/subuid: dockremap:100000:65536'],
        values: { start: '100000', owner: 'alice' },
      }),
    )
  })

  it('shares nothing where the range is the remap user’s alone, whoever that is', () => {
    const alone = { remapped: true, dataRoot: '/var/lib/docker/100000.100000' }
    const config = '{"userns-remap": "alice"}'
    expect(codesOf({ ...alone, config })).not.toContain('remapping-shares-range')
  })
})

describe('remapping to root itself', () => {
  it.each(['0.0', '0.458752', '458752.0'])('shows in the data root %s', (name) => {
    expect(codesOf({ dataRoot: `/var/lib/docker/${name}` })).toEqual(['remapping-to-root'])
  })

  it.each(['/var/lib/docker', '/srv/10.0.1', '/srv/v1.05'])('does not show in %s', (dataRoot) => {
    expect(codesOf({ dataRoot })).not.toContain('remapping-to-root')
  })
})

describe('what Docker 29 refuses to start with', () => {
  const feature = (value: string) => UNIT.replace('fd://', `fd:// --feature ${value}`)

  it.each(['containerd-snapshotter', 'containerd-snapshotter=true'])('is the flag %s', (value) => {
    expect(codesOf({ unit: feature(value) })).toEqual(['containerd-snapshotter-flag'])
  })

  it.each(['containerd-snapshotter=false', 'buildkit', 'containerd-snapshotter-x=true'])(
    'is not %s',
    (value) => {
      expect(codesOf({ unit: feature(value) })).toEqual([])
    },
  )

  it.each<[string, Changes]>([
    ['the unit', { unit: `${UNIT}Environment="A=b" "DOCKER_DRIVER=overlayfs"\n` }],
    [
      'an environment file',
      { unit: `${UNIT}EnvironmentFile=-${OPTIONS}\n`, options: 'DOCKER_DRIVER=overlayfs\n' },
    ],
  ])('is DOCKER_DRIVER with a snapshotter in %s', (_, changes) => {
    expect(codesOf({ ...changes, version: '29.1.0' })).toEqual(['storage-driver-unusable'])
    expect(codesOf({ ...changes, version: '28.5.2' })).toEqual([])
  })

  it.each<[string, Changes]>([
    [
      'a comment',
      { unit: `${UNIT}EnvironmentFile=${OPTIONS}\n`, options: '#DOCKER_DRIVER=stargz\n' },
    ],
    ['a file that the unit does not read', { options: 'DOCKER_DRIVER=stargz\n' }],
    ['a graph driver’s name', { unit: `${UNIT}Environment=DOCKER_DRIVER=overlay2\n` }],
  ])('is not DOCKER_DRIVER in %s', (_, changes) => {
    expect(codesOf({ ...changes, version: '29.1.0' })).toEqual([])
  })
})
