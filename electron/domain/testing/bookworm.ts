import type { Container, ContainerMount, DaemonInfo } from '../docker-api.ts'
import type { DockerSnapshot, FileState, HostFiles, HostSnapshot } from '../host-snapshot.ts'

/** A file as root owns it in /etc. */
export function textFile(text: string, mode = 0o644): FileState {
  return { kind: 'text', text, mode, uid: 0, gid: 0 }
}

const info: DaemonInfo = {
  serverVersion: '20.10.24+dfsg1',
  apiVersion: '1.41',
  operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  securityOptions: ['name=seccomp,profile=default', 'name=cgroupns'],
  dataRoot: '/var/lib/docker',
  storageDriver: 'overlay2',
  liveRestoreEnabled: false,
  swarmActive: false,
  runcVersion: '1.1.5+ds1',
  containerdImageStore: false,
}

const files: HostFiles = {
  passwd: textFile(
    'root:x:0:0:root:/root:/bin/bash\n' +
      'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n' +
      'messagebus:x:999:999::/nonexistent:/usr/sbin/nologin\n' +
      'alice:x:1000:1000:Alice,,,:/home/alice:/bin/bash\n',
  ),
  group: textFile(
    'root:x:0:\nnogroup:x:65534:\ndocker:x:998:alice\nmessagebus:x:999:\nalice:x:1000:\n',
  ),
  subuid: textFile('alice:100000:65536\n'),
  subgid: textFile('alice:100000:65536\n'),
  loginDefs: textFile('UID_MIN 1000\nUID_MAX 60000\nSUB_UID_MIN 100000\nSUB_UID_MAX 600100000\n'),
  nsswitch: textFile('passwd:         files systemd\ngroup:          files systemd\n'),
  daemonConfig: { kind: 'absent' },
}

/** Debian 12 with docker.io, seen by alice, who is in the group docker. Nothing stands in the way here. */
export const bookworm: HostSnapshot = {
  access: 'user',
  machine: {
    osRelease: textFile(
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n',
    ),
    kernelRelease: '6.1.0-38-amd64',
    procVersion: 'Linux version 6.1.0-38-amd64 (debian-kernel@lists.debian.org)',
    hasUserNamespaces: true,
    maxUserNamespaces: '63416\n',
    initCommand: 'systemd',
    systemdBooted: true,
    containerMarkers: [],
    containerManager: undefined,
  },
  user: {
    name: 'alice',
    uid: 1000,
    gid: 1000,
    groupIds: [1000, 998],
    homeDir: '/home/alice',
    environment: { XDG_RUNTIME_DIR: '/run/user/1000' },
    dockerContext: undefined,
  },
  elevation: { pkexecPath: '/usr/bin/pkexec' },
  files,
  docker: {
    cli: { path: '/usr/bin/docker', realPath: '/usr/bin/docker', scriptText: undefined },
    curlPath: undefined,
    socket: { path: '/var/run/docker.sock', state: 'answers' },
    daemons: [
      {
        pid: 612,
        uid: 0,
        argv: ['/usr/sbin/dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock'],
        inContainer: false,
      },
    ],
    unit: {
      name: 'docker.service',
      loadState: 'loaded',
      activeState: 'active',
      mainPid: 612,
      fragmentPath: '/lib/systemd/system/docker.service',
      dropInPaths: [],
    },
    daemonConfigPath: '/etc/docker/daemon.json',
    info,
    containers: [],
    volumes: [],
    imageCount: 0,
    otherSockets: [],
    closedDataRootParents: [],
  },
  nspawnMachines: [],
  runningIds: { uid: [], gid: [] },
}

/** Bookworm with another Docker. */
export function bookwormWithDocker(docker: Partial<DockerSnapshot>): HostSnapshot {
  return { ...bookworm, docker: { ...bookworm.docker, ...docker } }
}

/** Bookworm whose Docker answers otherwise. */
export function bookwormWithInfo(changes: Partial<DaemonInfo>): HostSnapshot {
  return bookwormWithDocker({ info: { ...info, ...changes } })
}

/** Bookworm with other files. */
export function bookwormWithFiles(changes: Partial<HostFiles>): HostSnapshot {
  return { ...bookworm, files: { ...files, ...changes } }
}

/** A stopped container without any special options. */
export function container(changes: Partial<Container>): Container {
  return {
    id: 'c'.repeat(64),
    name: 'web',
    image: 'nginx',
    running: false,
    pid: 0,
    privileged: false,
    networkMode: 'bridge',
    pidMode: '',
    ipcMode: 'private',
    usernsMode: '',
    user: '',
    groupAdd: [],
    capAdd: [],
    capDrop: [],
    securityOptions: [],
    readOnlyRootFilesystem: false,
    runtime: 'runc',
    devices: [],
    requestsDevices: false,
    restartPolicy: 'no',
    labels: {},
    mounts: [],
    ...changes,
  }
}

/** A directory of the host in a container, with everything said that matters. */
export function bindMount(source: string, changes: Partial<ContainerMount> = {}): ContainerMount {
  return {
    type: 'bind',
    name: '',
    source,
    destination: source,
    driver: '',
    readWrite: true,
    ...changes,
  }
}
