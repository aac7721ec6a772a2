import type { kernelFindings } from '#domain/findings/kernel.ts'
import type { FindingText } from './finding-text.ts'

export const kernelFindingsInChinese = {
  'user-namespaces-missing': {
    title: '内核没有用户命名空间',
    detail: '重映射以它为基础。没有它，Docker 可以启动，但容器都无法启动。',
    action:
      '请使用支持用户命名空间的内核。在 RHEL 和 CentOS 7 上，请用 `user_namespace.enable=1` 启动内核。',
  },
  'user-namespaces-limit-zero': {
    title: '这台机器禁用了用户命名空间',
    detail: '`user.max_user_namespaces` 的上限是 0。这可能是安全策略，Subroot 不会擅自更改。',
    action:
      '如果您有权更改：请运行 `sudo sysctl -w user.max_user_namespaces=28633`，并写入 `/etc/sysctl.d` 使其长期有效，然后重新检查。',
  },
  'file-unusable': {
    title: '一个必需的文件无法使用：`{path}`',
    detail: '无法把它当作纯文本读取：{reason}。Subroot 只修改它完全读得懂的文件。',
    action: '请先整理好这个文件，然后重新检查。',
  },
  'inside-system-container': {
    title: '这台机器本身就是容器',
    detail: '它运行在 {manager} 里。带用户命名空间的容器能否在其中运行，取决于外层的机器。',
    action: '如果 Docker 不能恢复，所有改动都会自动还原。',
  },
  'kernel-ok': {
    title: '内核满足要求',
    detail: 'Linux {release} 支持用户命名空间，且没有限制。',
    action: '',
  },
} as const satisfies Record<keyof typeof kernelFindings, FindingText>
