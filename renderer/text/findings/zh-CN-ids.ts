import type { idFindings } from '#domain/findings/ids.ts'
import type { FindingText } from './finding-text.ts'

export const idsFindingsInChinese = {
  'subordinate-line-invalid': {
    title: '`{path}` 中有一行会被误读',
    detail: '第 {line} 行：{reason}。有些版本的 Docker 会把这样的行读成 0，也就是 root。',
    action: '请改正或删除这一行，然后重新检查。',
  },
  'remap-user-line-invalid': {
    title: '`{path}` 中 `dockremap` 的一行会被误读',
    detail: '第 {line} 行：{reason}。有些版本的 Docker 会把这样的行读成 0，也就是 root。',
    action: '如果您同意，计划会替换这一行。您也可以自行改正，然后重新检查。',
  },
  'several-ranges': {
    title: '{owner} 在 `{path}` 中有多个范围',
    detail: 'Docker 会按文件中的顺序把它们连接起来。',
    action: '每个所有者只写一行更容易理解。',
  },
  'overlapping-ranges': {
    title: '`{path}` 中的范围有重叠',
    detail: '两个所有者共用了一些 ID，他们的容器可以访问彼此的文件。',
    action: '请为每个所有者分配独立的范围。',
  },
  'subid-not-files': {
    title: '从属 ID 来自目录服务',
    detail:
      '`/etc/nsswitch.conf` 指定由 `{service}` 提供从属 ID，rootless 容器从那里获得 ID；而 Docker 只读 `/etc/subuid` 和 `/etc/subgid`，两边看到的不一样。',
    action: '请向管理员确认哪些范围是空闲的。',
  },
  'directory-service': {
    title: '用户可能来自目录服务',
    detail: '这台机器还向 {services} 查询账户，无法列出它们的全部 ID。',
    action: '请向管理员确认哪些范围是空闲的。',
  },
  'deterministic-ranges': {
    title: '这台机器按 UID 计算从属范围',
    detail: '从 {start} 到 {end} 的每个 ID 都可能属于将来的用户。',
    action: '如有可能，请选择此范围之外的 ID。',
  },
  'subordinate-files-ok': {
    title: '`/etc/subuid` 和 `/etc/subgid` 没有问题',
    detail: '每一行都只有一种读法。',
    action: '',
  },
} as const satisfies Record<keyof typeof idFindings, FindingText>
