import { describe, expect, it } from 'vitest'
import type { Finding } from './catalogue.ts'
import type { ConfigurationSnapshot } from '#domain/configuration/docker-configuration.ts'
import { DROP_IN_PATH } from '#domain/configuration/remap-flag-drop.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import {
  bookworm,
  bookwormWithDocker,
  bookwormWithFiles,
  bookwormWithInfo,
  textFile,
} from '#domain/testing/bookworm.ts'
import { problemsOf } from '#domain/testing/problems.ts'

const [dockerd] = bookworm.docker.daemons

function withArguments(...words: readonly string[]): HostSnapshot {
  return bookwormWithDocker({ daemons: [{ ...dockerd!, argv: ['dockerd', ...words] }] })
}

const RUNNING = '-H fd:// --containerd=/run/containerd/containerd.sock'
const UNIT = `[Service]
EnvironmentFile=-/etc/default/docker
ExecStart=/usr/sbin/dockerd ${RUNNING} $DOCKER_OPTS
`

/** Bookworm’s daemon with the files of its service. */
function withUnit(
  unitText: string,
  changes: Partial<ConfigurationSnapshot> = {},
  optionText = '',
): HostSnapshot {
  return bookwormWithDocker({
    configuration: {
      unitFiles: [{ path: '/lib/systemd/system/docker.service', file: textFile(unitText) }],
      needsReload: false,
      script: undefined,
      optionFiles: [{ path: '/etc/default/docker', file: textFile(optionText) }],
      ...changes,
    },
  })
}

describe('Docker’s configuration', () => {
  it.each<[string, HostSnapshot, Finding]>([
    [
      'userns-remap as a flag, even off',
      withArguments('--userns-remap='),
      {
        code: 'userns-remap-flag-unclear',
        severity: 'blocker',
        evidence: ['--userns-remap='],
        values: { value: '' },
      },
    ],
    [
      'userns-remap as a flag and in the file',
      {
        ...withArguments('--userns-remap=default'),
        files: { ...bookworm.files, daemonConfig: textFile('{"userns-remap": "x"}') },
      },
      {
        code: 'userns-remap-flag-unclear',
        severity: 'blocker',
        evidence: ['--userns-remap=default', '/etc/docker/daemon.json: "userns-remap": "x"'],
        values: { value: 'default' },
      },
    ],
    [
      'userns-remap in the file, but not in effect',
      bookwormWithFiles({ daemonConfig: textFile('{"userns-remap": "rooty"}') }),
      {
        code: 'userns-remap-pending',
        severity: 'blocker',
        evidence: ['/etc/docker/daemon.json: "userns-remap": "rooty"'],
        values: { path: '/etc/docker/daemon.json', value: 'rooty' },
      },
    ],
    [
      'userns-remap set to root, which Docker leaves off',
      bookwormWithFiles({ daemonConfig: textFile('{"userns-remap": "0:0"}') }),
      {
        code: 'userns-remap-root',
        severity: 'blocker',
        evidence: ['"userns-remap": "0:0"'],
        values: { path: '/etc/docker/daemon.json', value: '0:0' },
      },
    ],
    [
      'the hosts of Docker’s own unit also in the file',
      bookwormWithFiles({ daemonConfig: textFile('{"hosts": ["unix:///var/run/docker.sock"]}') }),
      {
        code: 'flag-and-file-conflict',
        severity: 'blocker',
        evidence: ['-H fd:// · /etc/docker/daemon.json: "hosts"'],
        values: { path: '/etc/docker/daemon.json', keys: 'hosts' },
      },
    ],
    [
      'edited unit files that systemd has not read',
      withUnit(UNIT, { needsReload: true }),
      {
        code: 'unit-reload-pending',
        severity: 'blocker',
        evidence: ['/lib/systemd/system/docker.service'],
        values: { unit: 'docker.service' },
      },
    ],
    [
      'a system that makes Docker’s configuration',
      { ...bookworm, machine: { ...bookworm.machine, osRelease: textFile('ID=nixos\n') } },
      {
        code: 'configuration-generated',
        severity: 'blocker',
        evidence: ['ID=nixos', '/etc/docker/daemon.json'],
        values: {},
      },
    ],
    [
      'a configuration elsewhere',
      bookwormWithDocker({ daemonConfigPath: '/srv/daemon.json' }),
      {
        code: 'daemon-config-elsewhere',
        severity: 'blocker',
        evidence: ['--config-file=/srv/daemon.json'],
        values: { path: '/srv/daemon.json' },
      },
    ],
    [
      'a daemon.json with a comment',
      bookwormWithFiles({ daemonConfig: textFile('{\n  // fast\n}') }),
      {
        code: 'daemon-config-invalid',
        severity: 'blocker',
        evidence: ['  // fast'],
        values: { path: '/etc/docker/daemon.json', line: '2', column: '3', reason: 'comment' },
      },
    ],
    [
      'a daemon.json that is no object',
      bookwormWithFiles({ daemonConfig: textFile('[]') }),
      {
        code: 'daemon-config-invalid',
        severity: 'blocker',
        evidence: ['[]'],
        values: {
          path: '/etc/docker/daemon.json',
          line: '1',
          column: '1',
          reason: 'not-an-object',
        },
      },
    ],
    [
      'the containerd image store, turned on by hand',
      bookwormWithFiles({
        daemonConfig: textFile('{"features": {"containerd-snapshotter": true}}'),
      }),
      {
        code: 'containerd-snapshotter-on',
        severity: 'blocker',
        evidence: ['"features": { "containerd-snapshotter": true }'],
        values: { path: '/etc/docker/daemon.json' },
      },
    ],
    [
      'a snapshotter’s name as storage driver of Docker 29, in the file',
      {
        ...bookwormWithInfo({ serverVersion: '29.0.0' }),
        files: { ...bookworm.files, daemonConfig: textFile('{"storage-driver": "overlayfs"}') },
      },
      {
        code: 'storage-driver-unusable',
        severity: 'blocker',
        evidence: ['storage-driver: overlayfs'],
        values: { driver: 'overlayfs' },
      },
    ],
    [
      'a snapshotter’s name as storage driver of Docker 29, as a flag',
      bookwormWithDocker({
        daemons: [{ ...dockerd!, argv: ['dockerd', '-s', 'stargz'] }],
        info: { ...bookworm.docker.info!, serverVersion: '29.7.2' },
      }),
      {
        code: 'storage-driver-unusable',
        severity: 'blocker',
        evidence: ['storage-driver: stargz'],
        values: { driver: 'stargz' },
      },
    ],
  ])('blocks: %s', (_, snapshot, expected) => {
    expect(problemsOf(snapshot)).toEqual([expected])
  })

  it('is not pending where it is in effect', () => {
    const snapshot = {
      ...bookwormWithInfo({ securityOptions: ['name=userns'] }),
      files: { ...bookworm.files, daemonConfig: textFile('{"userns-remap": "default"}') },
    }
    expect(problemsOf(snapshot).map(({ code }) => code)).toEqual(['remapping-already-on'])
  })

  it.each<[string, HostSnapshot]>([
    [
      'a daemon.json that turns nothing of this on',
      bookwormWithFiles({
        daemonConfig: textFile(
          '{"storage-driver": "overlay2", "features": {"buildkit": true}, "userns-remap": ""}',
        ),
      }),
    ],
    [
      '--config-file=/etc/docker/daemon.json',
      withArguments('--config-file=/etc/docker/daemon.json'),
    ],
    [
      'Docker 29 with a graph driver',
      {
        ...bookwormWithInfo({ serverVersion: '29.7.2' }),
        files: { ...bookworm.files, daemonConfig: textFile('{"storage-driver": "overlay2"}') },
      },
    ],
    [
      'a configuration elsewhere in /etc, which is root’s alone',
      {
        ...bookwormWithDocker({ daemonConfigPath: '/etc/docker/more/own.json' }),
        files: { ...bookworm.files, daemonConfig: textFile('{}') },
      },
    ],
    [
      'flags and keys that have nothing in common',
      bookwormWithFiles({ daemonConfig: textFile('{"debug": true, "log-opts": {"host": "x"}}') }),
    ],
    ['a unit that starts what runs', withUnit(UNIT)],
    [
      'Docker 28 with a driver that only Docker 29 refuses',
      bookwormWithFiles({ daemonConfig: textFile('{"storage-driver": "overlayfs"}') }),
    ],
  ])('is fine: %s', (_, snapshot) => {
    expect(problemsOf(snapshot)).toEqual([])
  })

  it.each([
    ['elsewhere', '/srv/daemon.json', textFile('{}')],
    ['on a way back out of /etc', '/etc/../srv/daemon.json', textFile('{}')],
    ['that others may write', '/etc/docker/own.json', textFile('{}', 0o664)],
    ['of somebody else', '/etc/docker/own.json', { ...textFile('{}'), uid: 1000 }],
    ['that is not there', '/etc/docker/own.json', { kind: 'absent' } as const],
  ])('does not edit a configuration file %s', (_, path, file) => {
    const snapshot = {
      ...bookwormWithDocker({ daemonConfigPath: path }),
      files: { ...bookworm.files, daemonConfig: file },
    }
    expect(problemsOf(snapshot).map(({ code }) => code)).toEqual(['daemon-config-elsewhere'])
  })

  it.each(['root', '0', '00', 'root:x'])('knows that userns-remap %j is off', (value) => {
    const daemonConfig = textFile(JSON.stringify({ 'userns-remap': value }))
    const codes = problemsOf(bookwormWithFiles({ daemonConfig })).map(({ code }) => code)
    expect(codes).toEqual(['userns-remap-root'])
  })

  it('judges what Docker’s service will start, not only what runs', () => {
    const unit = withUnit(UNIT.replace('$DOCKER_OPTS', '--userns-remap=bob'))
    const otherFiles = { [DROP_IN_PATH]: { kind: 'absent' } } as const
    const added = { ...unit, files: { ...unit.files, otherFiles } }
    expect(problemsOf(added)).toEqual([
      {
        code: 'restart-changes-flags',
        severity: 'warning',
        evidence: [RUNNING, `${RUNNING} --userns-remap=bob`],
        values: {},
      },
      {
        code: 'userns-remap-flag',
        severity: 'blocker',
        evidence: ['/lib/systemd/system/docker.service:3: --userns-remap=bob'],
        values: { value: 'bob' },
      },
    ])
    const both = {
      ...added,
      files: { ...added.files, daemonConfig: textFile('{"userns-remap": "default"}') },
    }
    expect(problemsOf(both).map(({ code }) => code)).toEqual([
      'restart-changes-flags',
      'userns-remap-flag-and-file',
    ])
  })

  it('finds a conflict that an edited options file will make', () => {
    const snapshot = withUnit(UNIT, {}, 'DOCKER_OPTS="--debug"')
    const daemonConfig = textFile('{"debug": true}')
    const codes = problemsOf({ ...snapshot, files: { ...snapshot.files, daemonConfig } })
    expect(codes.map(({ code }) => code)).toEqual([
      'restart-changes-flags',
      'flag-and-file-conflict',
    ])
  })

  it('warns that images will be out of sight where Docker 29 keeps them in containerd', () => {
    const stores = [
      { serverVersion: '29.7.2', storageDriver: 'overlayfs' },
      { serverVersion: '29.7.2', storageDriver: 'overlay2' },
      { serverVersion: '28.5.2', storageDriver: 'overlayfs' },
    ]
    expect(
      stores.map((info) => problemsOf(bookwormWithInfo(info)).map(({ code }) => code)),
    ).toEqual([['image-store-changes'], [], []])
  })
})
