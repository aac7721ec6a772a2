import { describe, expect, it } from 'vitest'
import type { DaemonConfigFacts, HostFacts } from './host-facts.ts'
import { parseHostFacts } from './parse-host-facts.ts'
import type { DockerSnapshot, HostSnapshot } from './host-snapshot.ts'
import {
  bookworm,
  bookwormWithDocker,
  bookwormWithFiles,
  bookwormWithInfo,
  textFile,
} from './testing/bookworm.ts'

const useradd = { pool: { start: 100000, count: 600000001 }, count: 65536, deterministic: false }

describe('parseHostFacts', () => {
  it('concludes what Debian 12 is', () => {
    const {
      machine,
      docker,
      nameServices,
      systemIds,
      allocation,
      unusableFiles,
      accounts,
      groups,
    } = parseHostFacts(bookworm)
    expect({
      machine,
      docker,
      nameServices,
      systemIds,
      allocation,
      unusableFiles,
      accounts: accounts.map(({ name }) => name),
      groups: groups.map(({ name }) => name),
    }).toEqual({
      machine: {
        os: {
          id: 'debian',
          idLike: [],
          versionId: '12',
          versionCodename: undefined,
          prettyName: 'Debian GNU/Linux 12 (bookworm)',
        },
        kernelRelease: '6.1.0-38-amd64',
        serviceManager: 'systemd',
        insideContainer: undefined,
      },
      docker: {
        engine: 'rootful',
        evidence: '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock',
        version: '20.10.24+dfsg1',
        api: 'answers',
        socketPath: '/var/run/docker.sock',
        remapped: false,
        dataRoot: '/var/lib/docker',
        storageDriver: 'overlay2',
        liveRestore: false,
        swarmActive: false,
        runByUnit: true,
        unitName: 'docker.service',
        unitFiles: ['/lib/systemd/system/docker.service'],
        daemonArguments: [
          '/usr/sbin/dockerd',
          '-H',
          'fd://',
          '--containerd=/run/containerd/containerd.sock',
        ],
        rootDaemons: ['/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock'],
        usernsRemapFlag: undefined,
        configuration: {
          nextArguments: undefined,
          needsReload: false,
          options: undefined,
          remapFlagAt: undefined,
        },
        containers: [],
        firstProcesses: [],
        imageCount: 0,
        pathReadings: [],
        runcVersion: '1.1.5+ds1',
        volumes: [],
        closedDataRootParents: [],
        apiClient: 'docker',
      },
      nameServices: { passwd: ['files', 'systemd'], subid: 'files' },
      systemIds: { uid: { start: 101, count: 899 }, gid: { start: 101, count: 899 } },
      allocation: { uid: useradd, gid: useradd },
      unusableFiles: [],
      accounts: ['root', 'nobody', 'messagebus', 'alice'],
      groups: ['root', 'nogroup', 'docker', 'messagebus', 'alice'],
    })
  })

  it.each<[string, Partial<HostSnapshot['machine']>, HostFacts['machine']['serviceManager']]>([
    ['openrc-init', { initCommand: 'openrc-init' }, 'openrc'],
    [
      'busybox init on Alpine',
      { initCommand: 'init', osRelease: textFile('ID=alpine\n') },
      'openrc',
    ],
    ['runit', { initCommand: 'runit' }, 'runit'],
    ['SysV init', { initCommand: 'init' }, 'sysvinit'],
    ['a systemd that did not boot the machine', { initCommand: 'systemd' }, 'unknown'],
    ['something else', { initCommand: 'tini' }, 'unknown'],
  ])('knows the service manager by %s', (_, machine, expected) => {
    const snapshot = {
      ...bookworm,
      machine: { ...bookworm.machine, systemdBooted: false, ...machine },
    }
    expect(parseHostFacts(snapshot).machine.serviceManager).toBe(expected)
  })

  it.each<[string, Partial<HostSnapshot>, string | undefined]>([
    ['no container', {}, undefined],
    ['Docker', { machine: { ...bookworm.machine, containerMarkers: ['/.dockerenv'] } }, 'docker'],
    [
      'Podman',
      { machine: { ...bookworm.machine, containerMarkers: ['/run/.containerenv'] } },
      'podman',
    ],
    [
      'nspawn',
      { machine: { ...bookworm.machine, containerManager: 'systemd-nspawn' } },
      'systemd-nspawn',
    ],
    [
      'WSL by the kernel',
      { machine: { ...bookworm.machine, procVersion: 'Linux 5.15-microsoft-standard-WSL2' } },
      'wsl',
    ],
    [
      'WSL by the environment',
      { user: { ...bookworm.user, environment: { WSL_DISTRO_NAME: 'Debian' } } },
      'wsl',
    ],
  ])('knows that the machine is in %s', (_, changes, expected) => {
    expect(parseHostFacts({ ...bookworm, ...changes }).machine.insideContainer).toBe(expected)
  })

  it.each<[string, Partial<HostSnapshot['machine']>, HostFacts['kernel']['userNamespaces']]>([
    [
      'without /proc/self/ns/user',
      { hasUserNamespaces: false, maxUserNamespaces: undefined },
      'none-in-kernel',
    ],
    ['with a limit of 0', { maxUserNamespaces: '0\n' }, 'limit-zero'],
    ['without a limit', { maxUserNamespaces: undefined }, 'available'],
    ['with a limit of 10', { maxUserNamespaces: '10' }, 'available'],
  ])('judges user namespaces %s', (_, machine, expected) => {
    const snapshot = { ...bookworm, machine: { ...bookworm.machine, ...machine } }
    expect(parseHostFacts(snapshot).kernel.userNamespaces).toBe(expected)
  })

  it.each([
    [['name=seccomp,profile=default', 'name=userns'], true],
    [['name=usernsfoo'], false],
    [[], false],
  ])('knows from %j whether remapping is on', (securityOptions, expected) => {
    expect(parseHostFacts(bookwormWithInfo({ securityOptions })).docker.remapped).toBe(expected)
  })

  it('does not know whether remapping is on, nor the version, when Docker could not be asked', () => {
    const { docker } = parseHostFacts(
      bookwormWithDocker({
        info: undefined,
        socket: { path: '/var/run/docker.sock', state: 'permission-denied' },
      }),
    )
    expect([docker.api, docker.remapped, docker.version, docker.dataRoot]).toEqual([
      'permission-denied',
      undefined,
      undefined,
      undefined,
    ])
  })

  it('reads the unit’s daemon where several run', () => {
    const [dockerd] = bookworm.docker.daemons
    const other = { ...dockerd!, pid: 5, argv: ['dockerd', '--userns-remap=x'] }
    const { docker } = parseHostFacts(bookwormWithDocker({ daemons: [other, dockerd!] }))
    expect([docker.usernsRemapFlag, docker.runByUnit, docker.rootDaemons.length]).toEqual([
      undefined,
      true,
      2,
    ])
  })

  it.each([
    ['another process', 7, false],
    ['no process', 0, false],
    ['the daemon', 612, true],
  ])(
    'knows a daemon that the unit does not run by its main process: %s',
    (_, mainPid, expected) => {
      const unit = { ...bookworm.docker.unit!, mainPid }
      expect(parseHostFacts(bookwormWithDocker({ unit })).docker.runByUnit).toBe(expected)
    },
  )

  it('trusts the unit’s main process where the daemon cannot be seen, if there is one', () => {
    expect([isRunByUnit(612), isRunByUnit(0)]).toEqual([true, false])
  })

  it('asks the API with docker, else with curl, else not at all', () => {
    expect([
      clientOf({ curlPath: '/usr/bin/curl' }),
      clientOf({ cli: undefined, curlPath: '/usr/bin/curl' }),
      clientOf({ cli: undefined }),
    ]).toEqual(['docker', 'curl', 'none'])
  })

  it.each<[string, Parameters<typeof bookwormWithFiles>[0], DaemonConfigFacts['state']]>([
    ['absent', {}, { kind: 'absent' }],
    [
      'unreadable',
      { daemonConfig: { kind: 'unreadable', reason: 'permission' } },
      { kind: 'unreadable', reason: 'permission' },
    ],
    [
      'invalid',
      { daemonConfig: textFile('{\n"a" 1}') },
      { kind: 'invalid', line: 2, column: 5, reason: 'syntax' },
    ],
    [
      'valid',
      { daemonConfig: textFile('{"debug": true}') },
      {
        kind: 'valid',
        usernsRemap: undefined,
        containerdSnapshotter: false,
        storageDriver: undefined,
        keys: ['debug'],
      },
    ],
    [
      'invalid for a Docker before 23.0 because of its byte order mark',
      { daemonConfig: textFile('\uFEFF{}') },
      { kind: 'invalid', line: 1, column: 1, reason: 'byte-order-mark' },
    ],
  ])('knows a daemon.json that is %s', (_, files, expected) => {
    expect(parseHostFacts(bookwormWithFiles(files)).daemonConfig.state).toEqual(expected)
  })

  it('takes a byte order mark for valid with Docker 23.0', () => {
    const snapshot = bookwormWithInfo({ serverVersion: '23.0.0' })
    const files = { ...snapshot.files, daemonConfig: textFile('\uFEFF{}') }
    expect(parseHostFacts({ ...snapshot, files }).daemonConfig.state.kind).toBe('valid')
  })

  it('lists files that cannot be worked with; only passwd and group must exist', () => {
    const snapshot = bookwormWithFiles({
      passwd: { kind: 'absent' },
      group: { kind: 'unreadable', reason: 'failed' },
      subuid: { kind: 'absent' },
      subgid: { kind: 'unreadable', reason: 'not-regular' },
      daemonConfig: { kind: 'unreadable', reason: 'not-utf8' },
    })
    expect(parseHostFacts(snapshot).unusableFiles).toEqual([
      { path: '/etc/passwd', reason: 'absent' },
      { path: '/etc/group', reason: 'failed' },
      { path: '/etc/subgid', reason: 'not-regular' },
      { path: '/etc/docker/daemon.json', reason: 'not-utf8' },
    ])
  })

  it('hands what owns IDs on to the owners: login.defs, nsswitch.conf, smb.conf, homed, nspawn, processes', () => {
    const snapshot: HostSnapshot = {
      ...bookwormWithFiles({
        loginDefs: textFile('SUB_UID_DETERMINISTIC yes\nUID_MIN 2000\n'),
        nsswitch: textFile('passwd: files\ngroup: files winbind\nsubid: sss\n'),
        smbConf: textFile('idmap config * : range = 3000000-3999999\n'),
        subuid: textFile(''),
        subgid: textFile(''),
      }),
      homedUsers: ['ada'],
      nspawnMachines: ['lab'],
      runningIds: { uid: [77777], gid: [] },
    }
    const { idOwners, nameServices } = parseHostFacts(snapshot)
    expect({
      names: idOwners.map(({ name, severity }) => `${name} ${severity}`),
      nameServices,
    }).toEqual({
      names: [
        'system refuse',
        'systemd-foreign refuse',
        'above-31-bits refuse',
        'no-id refuse',
        'running refuse',
        'first-user warn', // alice's UID 1000 is no person's with UID_MIN 2000
        'shadow-deterministic refuse',
        'winbind refuse',
        'systemd-homed warn',
        'systemd-nspawn warn',
      ],
      nameServices: { passwd: ['files', 'winbind'], subid: 'sss' },
    })
  })
})

function clientOf(changes: Partial<DockerSnapshot>): HostFacts['docker']['apiClient'] {
  return parseHostFacts(bookwormWithDocker(changes)).docker.apiClient
}

/** Where the daemon's process is hidden, and systemd names this main process. */
function isRunByUnit(mainPid: number): boolean {
  const unit = { ...bookworm.docker.unit!, mainPid }
  return parseHostFacts(bookwormWithDocker({ daemons: [], unit })).docker.runByUnit
}
