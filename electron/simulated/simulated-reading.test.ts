import { describe, expect, it } from 'vitest'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { hostDescriptionSchema } from './host-description-schema.ts'
import { createMachine } from './simulated-machine.ts'
import { takeSnapshot } from './simulated-reading.ts'

type Tree = {
  readonly json?: unknown
  readonly texts?: Readonly<Record<string, string>>
  readonly links?: Readonly<Record<string, string>>
}

function read(
  { json = {}, texts = {}, links = {} }: Tree,
  access: HostSnapshot['access'] = 'user',
): Promise<HostSnapshot> {
  const machine = createMachine({
    description: hostDescriptionSchema.parse(json),
    texts: new Map(Object.entries(texts)),
    links: new Map(Object.entries(links)),
    executables: new Set(['/usr/sbin/grubby']),
  })
  return takeSnapshot(machine, access)
}

const UNIT =
  '[Service]\nEnvironmentFile=-/etc/default/docker\nExecStart=/usr/sbin/dockerd $DOCKER_OPTS\n'
const dockerd = { pid: 812, argv: ['/usr/sbin/dockerd', '--debug'] }

describe('the reading of a simulated machine', () => {
  it('takes the kernel from the files of the tree', async () => {
    const { machine } = await read({
      texts: {
        '/proc/version': 'Linux version 3.10.0 (mockbuild@example)\n',
        '/proc/cmdline': 'ro user_namespace.enable=1\n',
        '/proc/sys/kernel/random/boot_id': 'b1\n',
        '/proc/sys/kernel/unprivileged_userns_clone': '0\n',
        '/proc/7/comm': 'kubelet\n',
        '/proc/7/cmdline': '/usr/bin/kubelet --v=2\n',
        '/boot/config-3.10.0': 'CONFIG_USER_NS=y\n',
        '/boot/grub2/grub.cfg': '',
        '/usr/sbin/grubby': '',
        '/etc/sysctl.d/a.conf': 'x = 1\n',
        '/etc/sysctl.d/old/b.conf': 'x = 1\n',
        '/etc/sysctl.d/README': '',
        '/etc/kubernetes/kubelet.conf': '',
      },
    })
    expect(machine.kernel).toEqual({
      bootId: 'b1',
      commandLine: 'ro user_namespace.enable=1',
      userNamespaceOption: { path: '/boot/config-3.10.0', line: 'CONFIG_USER_NS=y' },
      parameters: { userNamespaceEnable: undefined, unprivilegedEnable: undefined },
      unprivileged: { usernsClone: '0', apparmorRestrict: undefined },
      maxKeys: undefined,
      sysctlFiles: [
        {
          path: '/etc/sysctl.d/a.conf',
          file: { kind: 'text', text: 'x = 1\n', mode: 0o644, uid: 0, gid: 0 },
        },
      ],
      bootPrograms: ['grubby'],
      bootPaths: ['/boot/grub2'],
      kubernetesProcesses: [{ name: 'kubelet', argv: ['/usr/bin/kubelet', '--v=2'] }],
      kubernetesPaths: ['/etc/kubernetes'],
    })
  })

  it('has systemd ask the unit files of the tree, and the drop-ins in the order of their names', async () => {
    const { docker } = await read({
      json: { processes: [dockerd], docker: { unit: { needsReload: true } } },
      texts: {
        '/usr/lib/systemd/system/docker.service': UNIT,
        '/usr/lib/systemd/system/docker.service.d/20-limits.conf': '[Service]\nLimitCORE=1\n',
        '/etc/systemd/system/docker.service.d/20-limits.conf': '[Service]\nLimitCORE=0\n',
        '/usr/lib/systemd/system/service.d/10-timeout.conf': '[Service]\n',
        '/etc/systemd/system/docker.service.d/notes.txt': '',
        '/etc/default/docker': 'DOCKER_OPTS=--debug\n',
      },
    })
    expect(docker.unit).toEqual({
      name: 'docker.service',
      loadState: 'loaded',
      activeState: 'active',
      mainPid: 812,
      fragmentPath: '/usr/lib/systemd/system/docker.service',
      dropInPaths: [
        '/usr/lib/systemd/system/service.d/10-timeout.conf',
        '/etc/systemd/system/docker.service.d/20-limits.conf',
      ],
      needsReload: true,
    })
    expect(docker.configuration?.optionFiles.map(({ path }) => path)).toEqual([
      '/etc/default/docker',
    ])
  })

  it('has a stopped unit where no dockerd of root runs, and none without its file', async () => {
    const rootless = { ...dockerd, uid: 1000, gid: 1000 }
    const texts = { '/lib/systemd/system/docker.service': UNIT }
    const stopped = await read({ json: { processes: [rootless] }, texts })
    const none = await read({ json: { processes: [dockerd] } })
    expect(stopped.docker.unit).toMatchObject({ activeState: 'inactive', mainPid: 0 })
    expect(none.docker.unit).toBeUndefined()
  })

  it('tells daemons, foreign IDs and containers apart as /proc does', async () => {
    const { docker, runningIds } = await read({
      json: {
        processes: [
          dockerd,
          { pid: 900, argv: ['dockerd'], inContainer: true },
          { pid: 950, argv: ['/usr/bin/catatonit', '-P'], uid: 165536, gid: 165537 },
        ],
        containers: [{ name: 'db', processes: [{ pid: 960, uid: 70000, command: 'db' }] }],
      },
    })
    expect(docker.daemons.map(({ pid, inContainer }) => [pid, inContainer])).toEqual([
      [812, false],
      [900, true],
    ])
    expect(runningIds).toEqual({ uid: [165536], gid: [165537] })
  })

  it('follows links within the tree, and takes none for a file that may be edited', async () => {
    const { files, machine, docker } = await read({
      json: { programs: ['/usr/bin/podman'] },
      texts: {
        '/usr/lib/os-release': 'ID=arch\n',
        '/usr/share/nis/nsswitch.conf': 'passwd: files\n',
        '/usr/share/subuid': 'alice:100000:65536\n',
      },
      links: {
        '/etc/os-release': '../usr/lib/os-release',
        '/etc/nsswitch.conf': '/usr/share/nis/nsswitch.conf',
        '/etc/subuid': '/usr/share/subuid',
        '/etc/login.defs': '/etc/login.defs',
        '/bin': 'usr/bin',
        '/usr/bin/docker': 'podman',
      },
    })
    const kinds = [machine.osRelease, files.nsswitch, files.subuid, files.loginDefs]
    expect(kinds.map((file) => (file.kind === 'unreadable' ? file.reason : file.kind))).toEqual([
      'text',
      'text',
      'not-regular',
      'not-regular',
    ])
    expect(docker.cli).toMatchObject({ path: '/usr/bin/docker', realPath: '/usr/bin/podman' })
  })

  it('sees closed directories by their modes, and sockets where host.json says', async () => {
    const { docker } = await read({
      json: {
        modes: { '/srv/private': '0700' },
        sockets: ['/home/alice/.rd/docker.sock'],
        processes: [{ ...dockerd, argv: ['dockerd', '--data-root=/srv/private/docker'] }],
      },
      texts: { '/srv/private/docker/engine-id': '' },
    })
    expect(docker.closedDataRootParents).toEqual(['/srv/private'])
    expect(docker.otherSockets).toEqual(['/home/alice/.rd/docker.sock'])
  })

  it('shows what only root may read to the elevated reading alone', async () => {
    const json = {
      docker: { socket: 'root-only', info: { serverVersion: '28.5.2' } },
      unreadableFiles: { '/etc/docker/daemon.json': 'permission' },
    }
    const texts = { '/etc/docker/daemon.json': '{}' }
    const states = await Promise.all(
      (['user', 'elevated'] as const).map(async (access) => {
        const { docker, files } = await read({ json, texts }, access)
        return [docker.socket.state, files.daemonConfig.kind]
      }),
    )
    expect(states).toEqual([
      ['permission-denied', 'unreadable'],
      ['answers', 'text'],
    ])
  })
})
