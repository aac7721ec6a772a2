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
  'session-keys-run-out': {
    title: '开启重映射后可能无法启动所有容器：正在运行 {count} 个，最多 {limit} 个',
    detail:
      '内核为每个运行中的容器保存一个密钥，并计入容器 root 在本机上对应的用户。未开启重映射时，这个用户是 root，上限很高；开启后，所有容器共用一个普通用户，上限是 {limit} 个。超出后，下一个容器无法启动：`join session keyring: disk quota exceeded`。',
    action:
      '请先提高上限：在 `/etc/sysctl.d` 的一个文件中写入 `kernel.keys.maxkeys = 2000`，再运行 `sudo sysctl --system`。Subroot 不会更改它。',
  },
} as const satisfies Record<keyof typeof containerFindings, FindingText>
