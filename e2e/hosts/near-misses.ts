import type { FindingCode } from '#domain/findings/catalogue.ts'

import type { NearMiss } from './variants.ts'
import {
  container,
  DOCKERD,
  dockerd,
  file,
  FRESH,
  json,
  kubeletWith,
  dataRootWith,
  pair,
  runningContainers,
  unlike,
} from './variants.ts'

const UNIT = '/lib/systemd/system/docker.service'
const CONFIG = '/etc/docker/daemon.json'
const OPTIONS = '/etc/default/docker'
const LIMIT = '/proc/sys/user/max_user_namespaces'
const KEYS = '/proc/sys/kernel/keys/maxkeys'

const REMAPPED_AT_100000 = {
  securityOptions: ['name=userns'],
  dataRoot: '/var/lib/docker/100000.100000',
}

const CENTOS_BY_FILE = { '/usr/sbin/grubby': undefined }
const GRUB_WITH = 'GRUB_CMDLINE_LINUX="rhgb quiet user_namespace.enable=1"\n'
const GRUB_WITHOUT = 'GRUB_CMDLINE_LINUX="rhgb quiet"\n'

export const nearMisses: Readonly<Partial<Record<FindingCode, NearMiss>>> = {
  'docker-missing': unlike('no-docker', {
    texts: { [UNIT]: '[Service]\nExecStart=/usr/sbin/dockerd\n' },
  }),
  'docker-stopped': unlike('docker-stopped', {
    json: { ...dockerd(), docker: { info: { serverVersion: '20.10.24' } } },
  }),
  'docker-cannot-start': pair(
    'docker-stopped',
    { texts: { [CONFIG]: '{"hosts": ["unix:///var/run/docker.sock"]}' } },
    { texts: { [CONFIG]: '{"debug": true}' } },
  ),
  // Another user's rootless Docker beside the one of the machine.
  'docker-rootless': {
    shows: { host: 'rootless-docker' },
    misses: {
      host: FRESH,
      json: { processes: [DOCKERD, { pid: 3310, argv: ['dockerd'], uid: 1001 }] },
    },
  },
  // Installed beside Docker Engine, and not the current context.
  'docker-desktop': {
    shows: { host: 'docker-desktop' },
    misses: { host: FRESH, json: { sockets: ['/home/alice/.docker/desktop/docker.sock'] } },
  },
  // What a snap that was removed leaves behind.
  'docker-snap': {
    shows: { host: 'ubuntu-24.04-snap' },
    misses: {
      host: 'ubuntu-24.04-ce',
      texts: { '/var/snap/docker/2932/config/daemon.json': '{}\n' },
    },
  },
  // Podman without its docker command.
  'docker-podman': {
    shows: { host: 'podman-shim' },
    misses: { host: FRESH, texts: { '/usr/bin/podman': '' } },
  },
  'docker-remote': unlike('remote-context', {
    json: { user: { environment: { DOCKER_CONTEXT: 'default' } } },
  }),
  'docker-virtual-machine': {
    shows: { host: 'colima' },
    misses: { host: FRESH, json: { sockets: ['/home/alice/.colima/default/docker.sock'] } },
  },
  // A Docker in one of this machine's containers.
  'docker-in-container': {
    shows: { host: 'dind' },
    misses: {
      host: FRESH,
      json: { processes: [DOCKERD, { pid: 3310, argv: ['dockerd'], inContainer: true }] },
    },
  },

  'probe-needed': {
    shows: { host: 'socket-not-readable' },
    misses: { host: FRESH, json: { unreadableFiles: { '/etc/shadow': 'permission' } } },
  },
  'docker-no-answer': json(
    { docker: { socket: 'no-answer' } },
    { docker: { socket: 'root-only' } },
  ),
  'service-manager-unsupported': file('/proc/1/comm', 's6-svscan\n', 'systemd\n'),
  'docker-not-a-service': unlike('static-binaries', {
    texts: { [UNIT]: '[Service]\nExecStart=/usr/local/bin/dockerd\n' },
  }),
  // The daemon that runs does not have the options of the file, so the script does not pass them.
  'service-options-unclear': pair(
    'debian-sysvinit-docker-opts',
    { texts: { [OPTIONS]: 'DOCKER_OPTS="--dns 192.0.2.54"\n' } },
    { texts: { [OPTIONS]: 'DOCKER_OPTS="--dns 192.0.2.53"\n' } },
  ),
  'several-daemons': json(
    { processes: [DOCKERD, { pid: 1711, argv: ['dockerd'] }] },
    { processes: [DOCKERD, { pid: 1711, argv: ['dockerd'], uid: 1000 }] },
  ),
  'docker-too-old': unlike('docker-1.9', {
    json: { docker: { info: { serverVersion: '1.10.0' } } },
  }),
  'api-client-missing': json(
    { programs: ['/usr/bin/pkexec'] },
    { programs: ['/usr/bin/pkexec', '/usr/bin/curl'] },
  ),
  'pkexec-missing': unlike('no-pkexec', {
    json: { programs: ['/usr/bin/docker', '/usr/local/bin/pkexec'] },
  }),
  // Asked for, and not in effect: that is another finding.
  'remapping-already-on': unlike('already-remapped', {
    json: { docker: { info: { securityOptions: ['name=cgroupns'], dataRoot: '/var/lib/docker' } } },
  }),
  'live-restore-on': unlike('live-restore', {
    json: { docker: { info: { liveRestoreEnabled: false } } },
  }),
  // Docker opens the data root by itself; those above it stay as they are.
  'data-root-closed': pair(
    FRESH,
    dataRootWith({ '/srv': '0700', '/srv/docker': '0710' }),
    dataRootWith({ '/srv': '0711', '/srv/docker': '0700' }),
  ),
  'swarm-active': unlike('swarm', { json: { docker: { info: { swarmActive: false } } } }),
  'docker-ok': pair(FRESH, {}, { json: { docker: { socket: 'no-answer' } } }),

  'daemon-config-elsewhere': pair(
    FRESH,
    {
      json: dockerd('--config-file=/home/alice/daemon.json'),
      texts: { '/home/alice/daemon.json': '{}' },
    },
    {
      json: dockerd('--config-file=/etc/docker/other.json'),
      texts: { '/etc/docker/other.json': '{}' },
    },
  ),
  'unit-reload-pending': json(
    { docker: { unit: { needsReload: true } } },
    { docker: { unit: { needsReload: false } } },
  ),
  'restart-changes-flags': file(OPTIONS, 'DOCKER_OPTS="--debug"\n', '#DOCKER_OPTS="--debug"\n'),
  'flag-and-file-conflict': file(CONFIG, '{"hosts": ["fd://"]}', '{"insecure-registries": []}'),
  'userns-remap-flag-and-file': pair(
    FRESH,
    {
      texts: {
        [OPTIONS]: 'DOCKER_OPTS=--userns-remap=default\n',
        [CONFIG]: '{"userns-remap": "default"}',
      },
    },
    { texts: { [OPTIONS]: 'DOCKER_OPTS=\n', [CONFIG]: '{"userns-remap": "default"}' } },
  ),
  'userns-remap-flag': file(
    OPTIONS,
    'DOCKER_OPTS=--userns-remap=default\n',
    'OTHER_OPTS=--userns-remap=default\n',
  ),
  // A program of the administrator's own starts Docker. What is in effect need not be taken away.
  'userns-remap-flag-unclear': pair(
    FRESH,
    {
      json: dockerd('--userns-remap=default'),
      texts: { [UNIT]: '[Service]\nExecStart=/opt/start\n' },
    },
    {
      json: {
        ...dockerd('--userns-remap=default'),
        docker: { info: { securityOptions: ['name=userns'] } },
      },
      texts: { [UNIT]: '[Service]\nExecStart=/opt/start\n' },
    },
  ),
  'userns-remap-pending': file(CONFIG, '{"userns-remap": "default"}', '{"userns-remap": ""}'),
  'remapping-ends': pair(
    FRESH,
    { json: { docker: { info: { securityOptions: ['name=userns'] } } } },
    {
      json: { docker: { info: { securityOptions: ['name=userns'] } } },
      texts: { [CONFIG]: '{"userns-remap": "default"}' },
    },
  ),
  'remapping-shares-range': pair(
    FRESH,
    {
      json: { docker: { info: REMAPPED_AT_100000 } },
      texts: { '/etc/subuid': 'alice:100000:65536\ndockremap:100000:65536\n' },
    },
    {
      json: { docker: { info: REMAPPED_AT_100000 } },
      texts: { '/etc/subuid': 'alice:165536:65536\ndockremap:100000:65536\n' },
    },
  ),
  'remapping-to-root': pair(
    FRESH,
    { json: { docker: { info: { dataRoot: '/var/lib/docker/0.0' } } } },
    { json: { docker: { info: { dataRoot: '/srv/docker-1.0' } } } },
  ),
  'userns-remap-root': file(CONFIG, '{"userns-remap": "root"}', '{"userns-remap": "rooted"}'),
  'daemon-config-invalid': file(CONFIG, '{"debug": true,}', '{"debug": true}'),
  'containerd-snapshotter-on': unlike('docker-29-snapshotter-on', {
    texts: { [CONFIG]: '{"features": {"containerd-snapshotter": false}}' },
  }),
  'containerd-snapshotter-flag': file(
    OPTIONS,
    'DOCKER_OPTS="--feature containerd-snapshotter"\n',
    'DOCKER_OPTS="--feature containerd-snapshotter=false"\n',
  ),
  'storage-driver-unusable': pair(
    'docker-29-containerd-store',
    { texts: { [CONFIG]: '{"storage-driver": "overlayfs"}' } },
    { texts: { [CONFIG]: '{"storage-driver": "overlay2"}' } },
  ),
  'image-store-changes': unlike('docker-29-containerd-store', {
    json: { docker: { info: { storageDriver: 'overlay2' } } },
  }),
  // Nix as a package manager on another distribution.
  'configuration-generated': {
    shows: { host: 'nixos' },
    misses: { host: FRESH, texts: { '/nix/store/abc-hello-2.12/bin/hello': '' } },
  },
  'daemon-config-ok': file(CONFIG, '{}', '{'),

  'user-namespaces-missing': pair(
    FRESH,
    { json: { absentFiles: ['/proc/self/ns/user'] } },
    { json: { absentFiles: ['/proc/self/ns/time'] } },
  ),
  'kernel-argument-missing': unlike('centos-7.9', {
    texts: { '/sys/module/user_namespace/parameters/enable': 'Y\n' },
  }),
  'kernel-argument-by-hand': pair(
    'centos-7.9',
    { texts: { ...CENTOS_BY_FILE, '/usr/sbin/grub2-mkconfig': undefined } },
    { texts: CENTOS_BY_FILE },
  ),
  'kernel-argument-outside': pair(
    'centos-7.9',
    { texts: { '/run/systemd/container': 'lxc\n' } },
    { texts: { '/run/systemd/container': 'wsl\n' } },
  ),
  'reboot-pending': pair(
    'centos-7.9',
    { texts: { ...CENTOS_BY_FILE, '/etc/default/grub': GRUB_WITH } },
    { texts: { ...CENTOS_BY_FILE, '/etc/default/grub': GRUB_WITHOUT } },
  ),
  // CentOS 7.4.
  'kernel-technology-preview': unlike('centos-7.3', {
    texts: { '/proc/sys/kernel/osrelease': '3.10.0-693.el7.x86_64\n' },
  }),
  'user-namespaces-limit-zero': file(LIMIT, '0\n', '1\n'),
  'user-namespaces-limit-zero-at-boot': file(
    '/etc/sysctl.d/60-site.conf',
    'user.max_user_namespaces = 0\n',
    'user.max_mnt_namespaces = 0\n',
  ),
  'user-namespaces-limit-set-last': pair(
    'rhel-9-stig',
    { texts: { '/etc/sysctl.d/zzz-site.conf': 'user.max_user_namespaces = 0\n' } },
    { texts: { '/etc/sysctl.d/99-site.conf': 'user.max_user_namespaces = 0\n' } },
  ),
  'user-namespaces-limit-outside': pair(
    'lxc-container',
    { texts: { [LIMIT]: '0\n' } },
    { texts: { [LIMIT]: '0\n', '/run/systemd/container': undefined } },
  ),
  // The same limit in a file that shows no policy.
  'namespace-limit-policy': unlike('rhel-9-stig', {
    texts: {
      '/etc/sysctl.d/99-user_max_user_namespaces.conf': undefined,
      '/etc/sysctl.d/99-site.conf': 'user.max_user_namespaces = 0\n',
    },
  }),
  'file-unusable': json(
    { unreadableFiles: { '/etc/subuid': 'not-regular' } },
    { unreadableFiles: { '/etc/subuid-': 'not-regular' } },
  ),
  'inside-system-container': unlike('lxc-container', {
    texts: { '/run/systemd/container': 'wsl\n' },
  }),
  'unprivileged-namespaces-limited': unlike('ubuntu-24.04-ce', {
    texts: { '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '0\n' },
  }),
  'kernel-ok': file(LIMIT, '1\n', '0\n'),

  'subordinate-line-invalid': file('/etc/subuid', 'ci:231O72:65536\n', 'ci:231072:65536\n'),
  // Of anybody else, such a line is for its owner to mend.
  'remap-user-line-invalid': file(
    '/etc/subuid',
    'dockremap: 231072:65536\n',
    'bob: 231072:65536\n',
  ),
  'several-ranges': file(
    '/etc/subuid',
    'alice:100000:65536\nalice:300000:65536\n',
    'alice:100000:65536\nbob:300000:65536\n',
  ),
  'overlapping-ranges': file(
    '/etc/subuid',
    'alice:100000:65536\nbob:165535:65536\n',
    'alice:100000:65536\nbob:165536:65536\n',
  ),
  'subid-not-files': file('/etc/nsswitch.conf', 'subid: sss\n', 'subid: files\n'),
  'directory-service': file('/etc/nsswitch.conf', 'passwd: files ldap\n', 'hosts: files ldap\n'),
  'deterministic-ranges': file(
    '/etc/login.defs',
    'SUB_UID_DETERMINISTIC yes\n',
    'SUB_UID_DETERMINISTIC no\n',
  ),
  'subordinate-files-ok': file('/etc/subgid', 'bob:100000:65536\n', 'bob:100000\n'),

  'running-containers-stop': json(
    container({ running: true, pid: 2011 }),
    container({ running: false }),
  ),
  // Of four containers one shares the machine's user namespace: three quarters of four keys are used, not more.
  'session-keys-run-out': pair(
    FRESH,
    { texts: { [KEYS]: '4\n' }, json: runningContainers('', '', '', '') },
    { texts: { [KEYS]: '4\n' }, json: runningContainers('', '', '', 'host') },
  ),
  'existing-objects-hidden': json({ docker: { imageCount: 1 } }, { docker: { imageCount: 0 } }),

  'kubernetes-too-old': unlike('kubernetes-1.4', {
    json: container({
      name: 'k8s_kube-proxy',
      image: 'gcr.io/google_containers/kube-proxy-amd64:v1.5.0',
    }),
  }),
  'kubernetes-node': unlike(
    'kubernetes-node',
    kubeletWith('unix:///run/containerd/containerd.sock'),
  ),
  'kubernetes-own-runtime': pair(
    'kubernetes-node',
    kubeletWith('unix:///run/containerd/containerd.sock'),
    kubeletWith('unix:///var/run/cri-dockerd.sock'),
  ),
  'kubernetes-cri-dockerd': unlike(
    'kubernetes-node',
    kubeletWith('unix:///var/run/cri-dockerd.sock'),
  ),
  'kubernetes-kind': unlike('kind', { json: container({ image: 'kindest/kindnetd:v1' }) }),
  'kubernetes-minikube': unlike('minikube', {
    json: container({ image: 'gcr.io/k8s-minikube/storage-provisioner:v5' }),
  }),
  // k3s itself in a container, without k3d.
  'kubernetes-k3d': unlike('k3d', {
    json: container({ name: 'k3s', image: 'rancher/k3s:v1.31.2-k3s1' }),
  }),
}
