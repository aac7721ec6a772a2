import type { kernelFindings } from '#domain/findings/kernel.ts'
import type { FindingText } from './finding-text.ts'

export const kernelFindingsInChinese = {
  'user-namespaces-missing': {
    title: '内核没有用户命名空间',
    detail:
      '重映射以它为基础，而 Linux {release} 在编译或启动时没有启用它。Docker 可以启动，但容器都无法启动。',
    action: '请用带有 `CONFIG_USER_NS` 的内核启动这台机器，然后重新检查。',
  },
  'kernel-argument-missing': {
    title: '内核启动时需要一个参数：`{arguments}`',
    detail:
      '这个内核默认关闭用户命名空间，只有启动时带上参数才会打开。您同意后，Subroot 会用 `{loader}` 添加参数，然后停下。请您重启机器并再次打开 Subroot，它会接着往下做。撤销时会去掉这个参数。',
    action: '请同意添加启动参数，或者自行添加后重启机器。',
  },
  'kernel-argument-by-hand': {
    title: '内核需要一个只能由您添加的参数：`{arguments}`',
    detail:
      '这个内核默认关闭用户命名空间，只有启动时带上参数才会打开。这里的参数保存在 `{place}`，Subroot 无法安全地修改它。',
    action: '请在 `{place}` 的内核参数里加上 `{arguments}`，重启机器，然后重新检查。',
  },
  'kernel-argument-outside': {
    title: '外层的机器启动时需要参数 `{arguments}`',
    detail:
      '这台机器是容器（{manager}），它的内核由外层的机器启动。那个内核默认关闭用户命名空间，只有启动时带上参数才会打开。',
    action: '请在外层的机器上添加参数并重启它，然后重新检查。',
  },
  'reboot-pending': {
    title: '请重启这台机器，然后再次打开 Subroot',
    detail: '引导程序已经从 `{path}` 得到 `{arguments}`，但现在运行的内核启动时没有带上它。',
    action: '请重启机器。Subroot 会从您停下的地方继续。',
  },
  'kernel-technology-preview': {
    title: '用户命名空间在这个内核里还是预览功能',
    detail:
      '7.4 之前的 RHEL 和 CentOS 只把用户命名空间作为技术预览提供，有过容器无法启动的情况。如果 Docker 不能恢复，所有改动都会自动还原。',
    action: '如果可以，请升级到 RHEL 或 CentOS 7.6 或更新的版本。',
  },
  'user-namespaces-limit-zero': {
    title: '上限为 0，用户命名空间被关闭',
    detail:
      '`user.max_user_namespaces` 的上限是 0，对 root 同样有效：重映射后的容器都无法启动。您同意后，Subroot 会立即把它提高到 28633，并写入一个最后读取的文件；撤销时两处都会还原。',
    action: '如果您有权更改这个上限，请同意提高它。',
  },
  'user-namespaces-limit-zero-at-boot': {
    title: '下次启动后，用户命名空间会被关闭',
    detail:
      '`user.max_user_namespaces` 的上限现在允许使用，但下次启动时会被设为 0，重映射后的容器从那时起都无法启动。您同意后，Subroot 会写入一个最后读取的文件，允许 28633 个。',
    action: '如果您有权更改这个上限，请同意提高它。',
  },
  'user-namespaces-limit-set-last': {
    title: '`{path}` 在所有文件之后关闭了用户命名空间',
    detail:
      '它把 `user.max_user_namespaces` 的上限设为 0，而且文件名排在 Subroot 要写的文件之后，所以会以它为准。',
    action: '如果您有权更改，请从 `{path}` 里删去这一行，然后重新检查。',
  },
  'user-namespaces-limit-outside': {
    title: '外层的机器关闭了用户命名空间',
    detail:
      '这台机器是容器（{manager}），`user.max_user_namespaces` 的上限是 0。在这里提高它，可能会同时改变外层的机器，所以 Subroot 不会这样做。',
    action: '请在外层的机器上提高上限，然后重新检查。',
  },
  'namespace-limit-policy': {
    title: '上限为 0 看起来是一条安全规定：`{rule}`',
    detail:
      '`{path}` 像是安全基线（STIG、OSPP）的文件。这类规定在不使用容器时要求为 0；使用容器时这条规定不适用，但审计人员会希望看到书面说明。',
    action: '提高上限之前，请先询问这台机器的管理者，并记下原因。',
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
  'unprivileged-namespaces-limited': {
    title: '对普通用户的限制保持不变',
    detail:
      '没有管理员权限的程序在这里不能创建用户命名空间。Docker 以 root 运行，不受影响；Subroot 也从不放宽这类限制。',
    action: '',
  },
  'kernel-ok': {
    title: '内核满足要求',
    detail: 'Linux {release} 支持用户命名空间，且没有限制。',
    action: '',
  },
} as const satisfies Record<keyof typeof kernelFindings, FindingText>
