import { describe, expect, it } from 'vitest'
import type { DetectedEngine } from './docker-engine.ts'
import { detectEngine } from './docker-engine.ts'
import type { DaemonProcess, DockerSnapshot, HostSnapshot, UserSnapshot } from './host-snapshot.ts'
import { bookworm, bookwormWithDocker, bookwormWithInfo } from './testing/bookworm.ts'

const dockerd: DaemonProcess = {
  pid: 612,
  uid: 0,
  argv: ['/usr/sbin/dockerd', '-H', 'fd://'],
  inContainer: false,
}
const stoppedUnit = { ...bookworm.docker.unit!, activeState: 'inactive', mainPid: 0 }

/** No daemon, no unit, no socket. */
const noDaemon: Partial<DockerSnapshot> = {
  daemons: [],
  unit: undefined,
  info: undefined,
  socket: { path: '/var/run/docker.sock', state: 'absent' },
}

function withUser(user: Partial<UserSnapshot>): HostSnapshot {
  return { ...bookworm, user: { ...bookworm.user, ...user } }
}

describe('detectEngine', () => {
  it.each<[string, HostSnapshot, DetectedEngine]>([
    [
      'rootful Docker',
      bookworm,
      {
        engine: 'rootful',
        evidence: '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock',
      },
    ],
    [
      'rootful Docker whose process cannot be seen (hidepid)',
      bookwormWithDocker({ daemons: [] }),
      { engine: 'rootful', evidence: 'docker.service: active' },
    ],
    [
      'rootful Docker beside a rootless one of another user',
      bookwormWithDocker({ daemons: [{ ...dockerd, pid: 9, uid: 1001 }, dockerd] }),
      { engine: 'rootful', evidence: '/usr/sbin/dockerd -H fd://' },
    ],
    [
      'a stopped Docker',
      bookwormWithDocker({ ...noDaemon, unit: stoppedUnit }),
      { engine: 'stopped', evidence: 'docker.service: inactive' },
    ],
    [
      'a failed Docker',
      bookwormWithDocker({ ...noDaemon, unit: { ...stoppedUnit, activeState: 'failed' } }),
      { engine: 'stopped', evidence: 'docker.service: failed' },
    ],
    [
      'a stopped Docker beside another user’s rootless one',
      bookwormWithDocker({ ...noDaemon, unit: stoppedUnit, daemons: [{ ...dockerd, uid: 1001 }] }),
      { engine: 'stopped', evidence: 'docker.service: inactive' },
    ],
    [
      'no Docker at all',
      bookwormWithDocker({ ...noDaemon, cli: undefined }),
      { engine: 'none', evidence: '/var/run/docker.sock' },
    ],
    [
      'a unit that is masked, which is no Docker',
      bookwormWithDocker({ ...noDaemon, unit: { ...stoppedUnit, loadState: 'masked' } }),
      { engine: 'none', evidence: '/usr/bin/docker' },
    ],
    [
      'the snap beside another root daemon: both are this machine’s',
      bookwormWithDocker({
        daemons: [{ ...dockerd, pid: 9, argv: ['/snap/docker/1/bin/dockerd'] }, dockerd],
      }),
      { engine: 'rootful', evidence: '/snap/docker/1/bin/dockerd' },
    ],
    [
      'a stopped Docker whose socket a container serves',
      bookwormWithDocker({
        ...noDaemon,
        unit: stoppedUnit,
        daemons: [{ ...dockerd, inContainer: true }],
        socket: { path: '/var/run/docker.sock', state: 'answers' },
      }),
      { engine: 'in-container', evidence: '/usr/sbin/dockerd -H fd://' },
    ],
    [
      'only a docker command',
      bookwormWithDocker(noDaemon),
      { engine: 'none', evidence: '/usr/bin/docker' },
    ],
    [
      'rootless Docker by its context',
      withUser({
        dockerContext: { name: 'rootless', endpoint: 'unix:///run/user/1000/docker.sock' },
      }),
      { engine: 'rootless', evidence: 'context rootless: unix:///run/user/1000/docker.sock' },
    ],
    [
      'rootless Docker by DOCKER_HOST',
      withUser({ environment: { DOCKER_HOST: 'unix:///run/user/1000/docker.sock' } }),
      { engine: 'rootless', evidence: 'DOCKER_HOST=unix:///run/user/1000/docker.sock' },
    ],
    [
      'rootless Docker by what answers',
      bookwormWithInfo({ securityOptions: ['name=seccomp', 'name=rootless', 'name=cgroupns'] }),
      { engine: 'rootless', evidence: 'SecurityOptions: name=rootless' },
    ],
    [
      'rootless Docker as the only daemon',
      bookwormWithDocker({
        ...noDaemon,
        daemons: [{ ...dockerd, uid: 1000, argv: ['dockerd', '--rootless'] }],
      }),
      { engine: 'rootless', evidence: 'dockerd --rootless' },
    ],
    [
      'Docker Desktop by its context',
      withUser({
        dockerContext: {
          name: 'desktop-linux',
          endpoint: 'unix:///home/alice/.docker/desktop/docker.sock',
        },
      }),
      {
        engine: 'desktop',
        evidence: 'context desktop-linux: unix:///home/alice/.docker/desktop/docker.sock',
      },
    ],
    [
      'Docker Desktop by a context that could not be read',
      withUser({ dockerContext: { name: 'desktop-linux', endpoint: undefined } }),
      { engine: 'desktop', evidence: 'context desktop-linux' },
    ],
    [
      'Docker Desktop by what answers',
      bookwormWithInfo({ operatingSystem: 'Docker Desktop' }),
      { engine: 'desktop', evidence: 'OperatingSystem: Docker Desktop' },
    ],
    [
      'Docker Desktop by its socket alone',
      bookwormWithDocker({
        ...noDaemon,
        otherSockets: ['/home/alice/.docker/desktop/docker.sock'],
      }),
      { engine: 'desktop', evidence: '/home/alice/.docker/desktop/docker.sock' },
    ],
    [
      'the snap by its daemon',
      bookwormWithDocker({
        daemons: [
          { ...dockerd, argv: ['dockerd', '--config-file=/var/snap/docker/1/config/daemon.json'] },
        ],
      }),
      {
        engine: 'snap',
        evidence: 'dockerd --config-file=/var/snap/docker/1/config/daemon.json',
      },
    ],
    [
      'the snap by its command',
      bookwormWithDocker({
        ...noDaemon,
        cli: { path: '/snap/bin/docker', realPath: '/usr/bin/snap', scriptText: undefined },
      }),
      { engine: 'snap', evidence: '/snap/bin/docker' },
    ],
    [
      'Podman’s shim',
      bookwormWithDocker({
        cli: {
          path: '/usr/bin/docker',
          realPath: '/usr/bin/docker',
          scriptText: '#!/bin/sh\nexec /usr/bin/podman "$@"\n',
        },
      }),
      { engine: 'podman', evidence: '/usr/bin/docker' },
    ],
    [
      'Podman by a link',
      bookwormWithDocker({
        cli: { path: '/usr/bin/docker', realPath: '/usr/bin/podman', scriptText: undefined },
      }),
      { engine: 'podman', evidence: '/usr/bin/docker' },
    ],
    [
      'Podman behind Docker’s own socket',
      bookwormWithDocker({
        ...noDaemon,
        socket: {
          path: '/var/run/docker.sock',
          state: 'answers',
          realPath: '/run/podman/podman.sock',
        },
      }),
      { engine: 'podman', evidence: '/var/run/docker.sock → /run/podman/podman.sock' },
    ],
    [
      'Docker behind a socket that is reached through a link',
      bookwormWithDocker({
        socket: { path: '/var/run/docker.sock', state: 'answers', realPath: '/run/docker.sock' },
      }),
      {
        engine: 'rootful',
        evidence: '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock',
      },
    ],
    [
      'Podman by DOCKER_HOST',
      withUser({ environment: { DOCKER_HOST: 'unix:///run/user/1000/podman/podman.sock' } }),
      { engine: 'podman', evidence: 'DOCKER_HOST=unix:///run/user/1000/podman/podman.sock' },
    ],
    [
      'Colima',
      withUser({
        dockerContext: {
          name: 'colima',
          endpoint: 'unix:///home/alice/.colima/default/docker.sock',
        },
      }),
      {
        engine: 'virtual-machine',
        evidence: 'context colima: unix:///home/alice/.colima/default/docker.sock',
      },
    ],
    [
      'Rancher Desktop by its socket alone',
      bookwormWithDocker({ ...noDaemon, otherSockets: ['/home/alice/.rd/docker.sock'] }),
      { engine: 'virtual-machine', evidence: '/home/alice/.rd/docker.sock' },
    ],
    [
      'Lima by a context that could not be read',
      withUser({ environment: { DOCKER_CONTEXT: 'lima-docker' } }),
      { engine: 'virtual-machine', evidence: 'context lima-docker' },
    ],
    [
      'another machine by DOCKER_HOST',
      withUser({ environment: { DOCKER_HOST: 'ssh://root@server' } }),
      { engine: 'remote', evidence: 'DOCKER_HOST=ssh://root@server' },
    ],
    [
      'another machine by a context that we know nothing of',
      withUser({ environment: { DOCKER_CONTEXT: 'server' } }),
      { engine: 'remote', evidence: 'context server' },
    ],
    [
      'a socket that no daemon of this machine serves: a tunnel',
      withUser({ environment: { DOCKER_HOST: 'unix:///tmp/tunnel.sock' } }),
      { engine: 'remote', evidence: 'DOCKER_HOST=unix:///tmp/tunnel.sock' },
    ],
    [
      'a system socket that answers without a daemon here: a tunnel',
      bookwormWithDocker({
        ...noDaemon,
        socket: { path: '/var/run/docker.sock', state: 'answers' },
      }),
      { engine: 'remote', evidence: '/var/run/docker.sock' },
    ],
    [
      'a container that we are in',
      { ...bookworm, machine: { ...bookworm.machine, containerMarkers: ['/.dockerenv'] } },
      { engine: 'in-container', evidence: '/.dockerenv' },
    ],
    [
      'a container that we are in, without marker',
      { ...bookworm, machine: { ...bookworm.machine, containerManager: 'podman' } },
      { engine: 'in-container', evidence: '/run/systemd/container: podman' },
    ],
    [
      'a daemon in a container of this machine',
      bookwormWithDocker({ ...noDaemon, daemons: [{ ...dockerd, inContainer: true }] }),
      { engine: 'in-container', evidence: '/usr/sbin/dockerd -H fd://' },
    ],
  ])('knows %s', (_, snapshot, expected) => {
    expect(detectEngine(snapshot)).toEqual(expected)
  })

  it.each<[string, Partial<UserSnapshot>]>([
    [
      'the system socket in DOCKER_HOST',
      { environment: { DOCKER_HOST: 'unix:///run/docker.sock' } },
    ],
    ['the context default', { dockerContext: { name: 'default', endpoint: undefined } }],
    [
      'DOCKER_CONTEXT=default before another current context',
      {
        environment: { DOCKER_CONTEXT: 'default' },
        dockerContext: { name: 'desktop-linux', endpoint: undefined },
      },
    ],
    [
      'DOCKER_HOST before a context',
      {
        environment: { DOCKER_HOST: 'unix:///var/run/docker.sock' },
        dockerContext: { name: 'server', endpoint: 'ssh://root@server' },
      },
    ],
    ['an empty DOCKER_HOST, as the docker command does', { environment: { DOCKER_HOST: '' } }],
    [
      'a context of the system socket under another name',
      { dockerContext: { name: 'mine', endpoint: 'unix:///var/run/docker.sock' } },
    ],
  ])('follows %s to this machine’s own Docker', (_, user) => {
    expect(detectEngine(withUser(user)).engine).toBe('rootful')
  })

  it('takes a socket for ours that our own daemon was told to serve', () => {
    const daemon = { ...dockerd, argv: ['dockerd', '-H', 'unix:///srv/docker.sock'] }
    const snapshot = bookwormWithDocker({ daemons: [daemon] })
    const user = { ...bookworm.user, environment: { DOCKER_HOST: 'unix:///srv/docker.sock' } }
    expect(detectEngine({ ...snapshot, user }).engine).toBe('rootful')
  })
})
