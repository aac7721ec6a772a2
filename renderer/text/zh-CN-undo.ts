import type { Text } from './en.ts'

export const undoInChinese: Text['undo'] = {
  lede: '撤销会做什么。与更改之前一样，请在输入密码前先审阅。',
  preparing: '正在读取这项更改留下的内容…',
  kept: '保留的内容',
  keptDetail:
    '重映射期间的 Docker 数据保留在 `{path}`。重映射关闭时看不到它们，但不会删除任何内容。',
  keptForGood: '以下设置已被永久去掉，不会恢复：',
  dataBack: '更改之前的镜像、容器和卷会重新可见。',
  restart: 'Docker 将重启，正在运行的容器会停止。',
  confirmHint: '到目前为止没有做任何改动。',
  rebootTitle: '何时生效',
  rebootDetail: 'Docker 和容器会继续运行。计算机再次启动后，内核与之前一样。',
  mergeTitle: {
    one: '{count} 个文件后来被他人改过',
    other: '{count} 个文件后来被他人改过',
  },
  mergeDetail:
    '只去掉 Subroot 写入的内容。其余每个字节都保持现在的样子，他人添加或改动的内容也一并保留。',
  mergeTaken: '去掉',
  mergeInstead: '改为',
  mergeRest: '其余各行保留不动。',
  oursLegend: 'Subroot 写入的内容',
  nowLegend: '现在的内容',
  nothingThere: '现在那里没有这项内容。',
  comparison:
    '这类文件可能含有机密，因此更改之前的副本只有 root 能读取。在终端里，下面的命令显示此后的全部改动：',
  again: '重新读取',
  laterFirst: '先撤销后来的更改',
  refusals: {
    'file-changed': {
      title: 'Subroot 在 `{path}` 中写入的内容后来被改动了',
      detail: {
        'own-part-changed': '它已不是写入时的样子，撤销会丢失他人的改动。',
        'several-places': '它出现了不止一次，无法判断哪一处是 Subroot 写的。',
        untraceable: '文件后来被改动，而 Subroot 在其中留下的内容太少，无法确切地找到。',
        'not-understood': '文件不再是有效的 JSON，无法分辨其中的设置。Docker 也无法用它启动。',
        removed: '文件已不存在。这可能是有人有意为之，因此撤销不会重新创建它。',
      },
      action:
        '要继续，请把它恢复成 Subroot 写入时的样子，再重新读取。要保持现状，请保留这项更改，或手动撤销。',
    },
    'account-changed': {
      title: '账户或组 `{name}` 后来被改动了',
      detail: '它在 `{path}` 中的行不是 Subroot 写入的那一行，可能有人在使用它。撤销会把它删除。',
      action: '要继续，请恢复那一行，再重新读取。要保持现状，请保留这项更改，或手动撤销。',
    },
    'group-in-use': {
      title: '现在有其他账户使用组 `{name}`',
      detail: '它是 {users} 的主组。删除之后，这些账户的文件会属于一个没有名称的组。',
      action: '请先给这些账户换一个主组，再重新读取。',
    },
    'file-unreadable': {
      title: '无法读取 `{path}`',
      detail: '撤销必须知道它现在的内容。',
      action: '如果只有管理员可以读取它，请在“检查”中以管理员权限检查，然后再打开撤销。',
    },
    'newer-run-first': {
      title: '需要先撤销后来的更改',
      detail: '{time}的更改建立在这项更改之上。按从新到旧的顺序撤销，每个文件都会恢复原样。',
      action: '先撤销后来的更改，再从历史回到这一项。',
    },
    'not-in-effect': {
      title: '没有可以撤销的内容',
      detail: '这项更改已经撤销，或者没有留下任何内容。',
      action: '请打开历史，查看它的结果。',
    },
    'cut-off': {
      title: '这项更改曾被中断',
      detail: '它不能撤销，但可以完成或回滚。',
      action: '在做其他更改之前，必须先处理它。',
    },
    'still-needed': {
      title: '重映射需要这项更改',
      detail: 'Docker 正在使用重映射。没有对内核的这项准备，任何容器都无法启动。',
      action: '请先关闭重映射，再打开撤销。',
    },
    'nothing-to-undo': {
      title: '一切都与更改之前一样',
      detail: '这项更改写入的内容都已不在。',
      action: '不需要做任何事。',
    },
  },
}
