import type { ReasonCode } from '#domain/containers/verdict.ts'
import type { ReasonText } from './reason-text.ts'

export const reasonsInEnglish = {
  privileged: {
    title: 'Privileged',
    detail: 'Docker refuses privileged containers while remapping is on.',
  },
  'host-network': {
    title: 'Uses the host’s network',
    detail: 'Docker refuses containers on the host’s network while remapping is on.',
  },
  'host-pid': {
    title: 'Sees the host’s processes',
    detail: 'Docker refuses containers in the host’s PID namespace while remapping is on.',
  },
  'host-ipc': {
    title: 'Shares the host’s IPC namespace',
    detail:
      'Docker creates it, but it does not start: only the host’s root may mount `/dev/mqueue` of that namespace.',
  },
  'writable-cgroups': {
    title: 'Asks for writable cgroups',
    detail: 'Docker refuses this option while remapping is on, whatever its value.',
  },
  'read-only': {
    title: 'Has a read-only root file system',
    detail: 'Docker before 1.13 refuses `--read-only` while remapping is on.',
  },
  'user-above-range': {
    title: 'Runs as a user that will not exist',
    detail: 'It asks for UID {user}. With the range chosen here, the last one inside is {last}.',
  },
  'group-above-range': {
    title: 'Runs with a group that will not exist',
    detail: 'It asks for GID {group}. With the range chosen here, the last one inside is {last}.',
  },
  'device-renamed': {
    title: 'Gets a device under another name',
    detail:
      'Device files cannot be made in a remapped container, only handed in from the same path. `{host}` is wanted as `{inside}`, so it does not start.',
  },
  'joins-exempt': {
    title: 'Joins a container that is not remapped',
    detail:
      'It shares the `{namespace}` namespace of `{name}`, which runs without remapping. A remapped container may not join it.',
  },
  'joins-refused': {
    title: 'Joins a container that will not start',
    detail:
      'It shares the `{namespace}` namespace of `{name}`, and cannot start without it. Where that one is exempted, this one has to be too.',
  },
  'closed-parents': {
    title: 'Gets a path below a closed directory',
    detail:
      'runc {runc} opens `{path}` as the remapped root, who may not pass the directories above it. runc from 1.1 on does not have this limit.',
  },
  'docker-socket': {
    title: 'Uses Docker’s socket',
    detail:
      'Inside a remapped container `{path}` belongs to nobody, so it can no longer talk to Docker.',
  },
  socket: {
    title: 'Uses a socket of this machine',
    detail:
      'UID {inside} in the container will be UID {here} here, who may not connect to `{path}`.',
  },
  'device-closed': {
    title: 'Uses a device that is not open to everyone',
    detail:
      'UID {inside} in the container will be UID {here} here, who may not open `{path}`. Groups of this machine do not count inside.',
  },
  'mount-unreadable': {
    title: 'Can no longer read a folder or file',
    detail:
      '`{path}` belongs to {owner}. UID {inside} in the container will be UID {here} here, and has no access to all of it.',
  },
  'mount-unwritable': {
    title: 'Can no longer write to a folder or file',
    detail:
      '`{path}` belongs to {owner}. UID {inside} in the container will be UID {here} here: it can read, and no longer write.',
  },
  'inside-unreadable': {
    title: 'Can no longer read some of a folder',
    detail:
      'In `{path}`, UID {inside} of the container will be UID {here} here. Of {total} entries looked at, it loses {count}.',
  },
  'inside-unwritable': {
    title: 'Can no longer change some of a folder',
    detail:
      'In `{path}`, UID {inside} of the container will be UID {here} here. Of {total} entries looked at, it can no longer write to {count}.',
  },
  'docker-socket-inside': {
    title: 'Gets the folder of Docker’s socket',
    detail: 'If it uses Docker’s socket in `{path}`, it can no longer do so.',
  },
  'data-root': {
    title: 'Looks into Docker’s own data',
    detail:
      'With remapping, Docker’s data moves to another directory below `{dataRoot}`, which is closed to the container. `{path}` will be empty, out of date or closed.',
  },
  'not-seen': {
    title: 'Uses something that could not be looked at',
    detail: 'Your account may not look at `{path}`, so nobody knows yet whether it stays usable.',
  },
  'inside-not-seen': {
    title: 'Uses a folder that could not be looked into',
    detail:
      'Your account may not list `{path}`. Whether the container can use what lies in it depends on the owners of that.',
  },
  'network-file-system': {
    title: 'Uses a network file system',
    detail:
      '`{path}` is on {type}. Its server sees the shifted IDs, and decides itself what they may do.',
  },
  'volume-plugin': {
    title: 'Uses a volume plugin',
    detail:
      'The volume `{volume}` comes from the plugin `{driver}`. Plugins have to be installed again, and many do not know of remapping.',
  },
  gpu: {
    title: 'Uses a GPU',
    detail: 'Whether the GPU can be used under remapping depends on its driver. Try it afterwards.',
  },
  'other-runtime': {
    title: 'Uses another runtime',
    detail: 'Whether the runtime `{runtime}` gets along with remapping is not known.',
  },
  'powerless-capabilities': {
    title: 'Has capabilities that lose their power',
    detail:
      '{capabilities}: inside a user namespace these do not reach the machine. What the program needs them for may fail.',
  },
  'swarm-service': {
    title: 'Belongs to a Swarm service',
    detail:
      'The node leaves its swarm, whose state stays in the old data directory. Services have no way to be exempt, `{service}` neither.',
  },
  minikube: {
    title: 'Is a minikube node',
    detail: 'minikube does not support Docker with remapping.',
  },
  k3d: {
    title: 'Is a k3d node',
    detail: 'k3d nodes are privileged, and k3d has no way to exempt them.',
  },
  kubernetes: {
    title: 'Belongs to a Kubernetes pod',
    detail:
      'Pods with host namespaces or privileges fail, and Kubernetes has no way to exempt them.',
  },
  exempt: {
    title: 'Runs without remapping',
    detail:
      'It is started with `--userns=host`, so its root stays root of this machine. The files of its image still belong to the shifted IDs, so `sudo` and `mount` inside fail.',
  },
  'kind-exempts': {
    title: 'Is a kind node',
    detail: 'kind starts its nodes without remapping, so their root stays root of this machine.',
  },
  'buildx-exempts': {
    title: 'Is a buildx builder',
    detail:
      'buildx starts its builders without remapping, so their root stays root of this machine.',
  },
} as const satisfies Record<ReasonCode, ReasonText>
