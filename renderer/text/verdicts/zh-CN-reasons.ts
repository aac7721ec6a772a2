import type { ReasonCode } from '#domain/containers/verdict.ts'
import type { ReasonText } from './reason-text.ts'

export const reasonsInChinese = {
  privileged: {
    title: '特权容器',
    detail: '重映射开启时，Docker 会拒绝特权容器。',
  },
  'host-network': {
    title: '使用宿主机网络',
    detail: '重映射开启时，Docker 会拒绝使用宿主机网络的容器。',
  },
  'host-pid': {
    title: '能看到宿主机的进程',
    detail: '重映射开启时，Docker 会拒绝使用宿主机 PID 命名空间的容器。',
  },
  'host-ipc': {
    title: '共用宿主机的 IPC 命名空间',
    detail: 'Docker 能创建它，但它无法启动：只有宿主机的 root 才能挂载该命名空间的 `/dev/mqueue`。',
  },
  'writable-cgroups': {
    title: '要求可写的 cgroup',
    detail: '重映射开启时，无论取值如何，Docker 都会拒绝这个选项。',
  },
  'read-only': {
    title: '根文件系统为只读',
    detail: '重映射开启时，1.13 之前的 Docker 会拒绝 `--read-only`。',
  },
  'user-above-range': {
    title: '以不存在的用户运行',
    detail: '它要求 UID {user}。按这里选择的范围，容器内最大的 UID 是 {last}。',
  },
  'group-above-range': {
    title: '使用不存在的组',
    detail: '它要求 GID {group}。按这里选择的范围，容器内最大的 GID 是 {last}。',
  },
  'device-renamed': {
    title: '设备在容器内改了名',
    detail:
      '重映射的容器里不能创建设备文件，只能从相同的路径传入。`{host}` 要以 `{inside}` 出现，因此无法启动。',
  },
  'joins-exempt': {
    title: '加入了未重映射的容器',
    detail:
      '它与 `{name}` 共用 `{namespace}` 命名空间，而后者不做重映射。重映射的容器不能加入其中。',
  },
  'joins-refused': {
    title: '依赖一个无法启动的容器',
    detail:
      '它与 `{name}` 共用 `{namespace}` 命名空间，缺了后者就无法启动。如果为后者设置例外，它也必须设置。',
  },
  'closed-parents': {
    title: '路径的上级目录不可通过',
    detail:
      'runc {runc} 以重映射后的 root 打开 `{path}`，而它无法通过上级目录。runc 1.1 起没有这个限制。',
  },
  'docker-socket': {
    title: '使用 Docker 套接字',
    detail: '在重映射的容器里，`{path}` 属于 nobody，因此它无法再与 Docker 通信。',
  },
  socket: {
    title: '使用这台机器的套接字',
    detail: '容器内的 UID {inside} 在这台机器上将是 UID {here}，无权连接 `{path}`。',
  },
  'device-closed': {
    title: '使用未对所有人开放的设备',
    detail:
      '容器内的 UID {inside} 在这台机器上将是 UID {here}，无权打开 `{path}`。这台机器的组在容器内不起作用。',
  },
  'mount-unreadable': {
    title: '将无法读取某个目录或文件',
    detail:
      '`{path}` 属于 {owner}。容器内的 UID {inside} 在这台机器上将是 UID {here}，无法访问其全部内容。',
  },
  'mount-unwritable': {
    title: '将无法写入某个目录或文件',
    detail:
      '`{path}` 属于 {owner}。容器内的 UID {inside} 在这台机器上将是 UID {here}：可以读取，但不能再写入。',
  },
  'inside-unreadable': {
    title: '将无法读取目录中的部分内容',
    detail:
      '在 `{path}` 中，容器内的 UID {inside} 将是这台机器上的 UID {here}。在查看过的 {total} 项中，它将无法访问 {count} 项。',
  },
  'inside-unwritable': {
    title: '将无法修改目录中的部分内容',
    detail:
      '在 `{path}` 中，容器内的 UID {inside} 将是这台机器上的 UID {here}。在查看过的 {total} 项中，它将无法写入 {count} 项。',
  },
  'docker-socket-inside': {
    title: '可以访问 Docker 套接字所在的目录',
    detail: '如果它使用 `{path}` 中的 Docker 套接字，将无法继续使用。',
  },
  'data-root': {
    title: '会读取 Docker 自己的数据',
    detail:
      '开启重映射后，Docker 的数据会移到 `{dataRoot}` 下的另一个目录，容器无法进入。`{path}` 将为空、过时或无法访问。',
  },
  'not-seen': {
    title: '用到了无法查看的内容',
    detail: '您的账户无权查看 `{path}`，因此还不清楚它之后能否使用。',
  },
  'inside-not-seen': {
    title: '用到了无法查看内容的目录',
    detail: '您的账户无权列出 `{path}`。容器能否使用其中的内容，取决于这些内容的所有者。',
  },
  'network-file-system': {
    title: '使用网络文件系统',
    detail: '`{path}` 位于 {type} 上。服务器看到的是偏移后的 ID，并自行决定它们的权限。',
  },
  'volume-plugin': {
    title: '使用卷插件',
    detail: '卷 `{volume}` 由插件 `{driver}` 提供。插件需要重新安装，而且许多插件不了解重映射。',
  },
  gpu: {
    title: '使用 GPU',
    detail: '重映射后 GPU 能否使用取决于它的驱动程序。请在开启后试一试。',
  },
  'other-runtime': {
    title: '使用其他运行时',
    detail: '运行时 `{runtime}` 是否支持重映射尚不清楚。',
  },
  'powerless-capabilities': {
    title: '部分能力将不起作用',
    detail:
      '{capabilities}：在用户命名空间里，这些能力对这台机器不起作用。依赖它们的功能可能失败。',
  },
  'swarm-service': {
    title: '属于 Swarm 服务',
    detail:
      '节点会离开它的集群，集群状态留在旧的数据目录里。服务无法设置例外，`{service}` 也不例外。',
  },
  minikube: {
    title: 'minikube 节点',
    detail: 'minikube 不支持开启了重映射的 Docker。',
  },
  k3d: {
    title: 'k3d 节点',
    detail: 'k3d 的节点是特权容器，而且 k3d 无法为它们设置例外。',
  },
  kubernetes: {
    title: '属于 Kubernetes Pod',
    detail: '使用宿主机命名空间或特权的 Pod 会失败，而且 Kubernetes 无法为它们设置例外。',
  },
  exempt: {
    title: '不做重映射',
    detail:
      '它以 `--userns=host` 启动，因此其中的 root 仍是这台机器的 root。镜像中的文件仍属于偏移后的 ID，所以容器内的 `sudo` 和 `mount` 会失败。',
  },
  'kind-exempts': {
    title: 'kind 节点',
    detail: 'kind 启动节点时不做重映射，因此其中的 root 仍是这台机器的 root。',
  },
  'buildx-exempts': {
    title: 'buildx 构建器',
    detail: 'buildx 启动构建器时不做重映射，因此其中的 root 仍是这台机器的 root。',
  },
} as const satisfies Record<ReasonCode, ReasonText>
