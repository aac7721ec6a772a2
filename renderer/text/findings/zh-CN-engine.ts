import type { engineFindings } from '#domain/findings/engine.ts'
import type { FindingText } from './finding-text.ts'

export const engineFindingsInChinese = {
  'docker-missing': {
    title: '未安装 Docker',
    detail: '这台机器上没有找到 Docker 守护进程，因此没有可以重映射的对象。',
    action: '请从发行版或 Docker 官方源安装 Docker Engine，启动后重新检查。',
  },
  'docker-stopped': {
    title: 'Docker 没有运行',
    detail: 'Docker 已安装，但守护进程没有运行。只有在它运行时，才能读到真正生效的配置。',
    action: '请用 `sudo systemctl start docker` 启动 Docker，然后重新检查。',
  },
  'docker-cannot-start': {
    title: '按这样的配置，Docker 无法启动',
    detail: '这些设置既在命令行里，又在 `{path}` 里：{keys}。即使两处一致，Docker 也会拒绝启动。',
    action: '请让每项设置只保留在一处，启动 Docker，然后重新检查。',
  },
  'docker-rootless': {
    title: '您的 Docker 已经以 rootless 方式运行',
    detail:
      '它以您自己的账户运行在用户命名空间里。容器里的 root 本来就不是宿主机的 root，不需要重映射；再开启反而会使它无法启动。',
    action: '无需任何操作。',
  },
  'docker-desktop': {
    title: '这是 Docker Desktop',
    detail: '它的守护进程运行在虚拟机里，使用自己的配置。在这台机器上开启重映射对它不起作用。',
    action:
      '请使用 Docker Desktop 的 Enhanced Container Isolation，或用 `docker context use default` 切换到本机的 Docker Engine，然后重新检查。',
  },
  'docker-snap': {
    title: 'Docker 由 snap 安装',
    detail: 'snap 把配置放在自己的位置，并用自己的方式重启 Docker。Subroot 目前不修改它。',
    action: '请改用发行版软件包里的 Docker Engine，然后重新检查。',
  },
  'docker-podman': {
    title: '`docker` 命令实际上是 Podman',
    detail: '它不与 Docker 守护进程通信。Podman 有自己的用户命名空间机制。',
    action:
      'Podman 请参阅 `podman run --userns`。如要使用 Docker，请安装 Docker Engine，然后重新检查。',
  },
  'docker-remote': {
    title: '这个 Docker 在另一台机器上',
    detail: '您的 `docker` 命令连接到 {endpoint}。Subroot 只修改它自己所在的机器。',
    action:
      '请取消 `DOCKER_HOST` 或运行 `docker context use default`，重新打开 Subroot 后再检查；也可以在那台机器上运行 Subroot。',
  },
  'docker-virtual-machine': {
    title: '这个 Docker 运行在虚拟机里',
    detail: '守护进程和配置都在虚拟机内部。Subroot 只修改直接运行在本机上的 Docker。',
    action: '请用 `docker context use default` 选择本机的 Docker，然后重新检查。',
  },
  'docker-in-container': {
    title: '这个 Docker 运行在容器里',
    detail: '它的文件属于那个容器，而不是这台机器。',
    action: '请改为调整那个容器的镜像或启动参数。',
  },
} as const satisfies Record<keyof typeof engineFindings, FindingText>
