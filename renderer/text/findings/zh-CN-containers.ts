import type { containerFindings } from '#domain/findings/containers.ts'
import type { FindingText } from './finding-text.ts'

export const containersFindingsInChinese = {
  'running-containers-stop': {
    title: '正在运行的容器将会停止：{count} 个',
    detail: 'Docker 必须重启。这些容器属于重映射之前的数据目录，开启后不会自动恢复。',
    action: '请先处理完其中正在进行的工作。',
  },
  'existing-objects-hidden': {
    title: '现有的内容将暂时看不到',
    detail:
      '开启重映射后，Docker 会使用 `{dataRoot}` 下的新数据目录。现有的容器（{containers}）、镜像（{images}）和卷都会保留，但在撤销之前看不到。镜像需要重新拉取，会占用双份空间。',
    action: '不会删除任何内容。两边都需要的镜像可以用 `docker save` 保存。',
  },
  'containers-need-host-namespace': {
    title: '有些容器需要例外处理',
    detail: '重映射开启时，Docker 会拒绝特权容器，以及共享宿主机网络或 PID 命名空间的容器。',
    action:
      '请用 `--userns=host` 启动它们（Compose 中为 `userns_mode: "host"`）。这样它们就不受保护。',
  },
  'containers-use-docker-socket': {
    title: '有些容器使用 Docker 套接字',
    detail: '在重映射的容器里，这个套接字属于 nobody，容器无法再使用它。',
    action: '请用 `--userns=host` 启动它们。这样它们就不受保护。',
  },
  'containers-use-bind-mounts': {
    title: '有些容器挂载了宿主机的目录',
    detail:
      '这些目录里的文件所有者不变。对重映射的容器来说它们属于 nobody，可能无法写入，甚至无法读取。',
    action: '请为新的 ID 授予这些目录的权限，或改用命名卷。',
  },
} as const satisfies Record<keyof typeof containerFindings, FindingText>
