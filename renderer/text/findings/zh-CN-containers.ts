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
} as const satisfies Record<keyof typeof containerFindings, FindingText>
