import type { PracticeText } from './en.ts'

/** 练习部分的简体中文文字。`反引号`中的内容按机器文字排版。 */
export const practiceInChinese: PracticeText = {
  lede: '在不更改这台计算机上的 Docker 的情况下尝试一切：使用它旁边的真实容器，或只存在于这个窗口中的机器。',
  machines: {
    title: '模拟机器',
    detail:
      '整个向导都可以在每台模拟机器上使用。不会读取或修改这台计算机上的任何内容，也不需要 Docker 和密码。',
  },
  find: '查找机器',
  findHelp: '发行版、版本或问题',
  found: { one: '{count} 台机器', other: '{count} 台机器' },
  nothing: '没有包含这些字词的机器',
  nothingDetail: '请减少字词，或输入发行版的名称。',
  open: '在此练习',
  groups: {
    featured: '从这里开始',
    'can-be-done': '可以启用重映射',
    'needs-agreement': '启用重映射前需要您同意',
    refused: 'Subroot 不能启用重映射，检查步骤会说明原因',
  },
  outcomes: {
    'can-be-done': '可以启用',
    'needs-agreement': '需要同意',
    refused: '会被拒绝',
  },
  openPanel: '制造情况',
  leave: '结束练习',
  panelLabel: '模拟的机器上发生的事情',
  faultsTitle: '让某件事出错',
  faults: {
    'dialog-dismissed': {
      title: '密码对话框被关闭',
      detail: '一次：下一个对话框会像有人关闭了它那样结束。',
    },
    'not-authorised': {
      title: '密码错误',
      detail: '一次：下一个密码不被接受。',
    },
    'cut-off': {
      title: '更改被中断',
      detail: '一次：下一次更改的程序在编辑 Docker 的配置之前被终止，就像断电一样。',
    },
    'facts-changed': {
      title: '审阅之后机器发生变化',
      detail: '一次：在下一次读取之前，有人添加了一个带有 ID 范围的账户。',
    },
    'changed-since-review': {
      title: '机器在最后一刻发生变化',
      detail: '一次：在下一次更改写入任何内容之前，有人添加了一个带有 ID 范围的账户。',
    },
    'no-agent': {
      title: '无法显示密码对话框',
      detail: '打开期间：桌面没有处理这种对话框的代理程序。',
    },
    'no-pkexec': {
      title: '无法询问密码',
      detail: '打开期间：无法启动 `pkexec`。',
    },
    'line-not-run': {
      title: '没有人在终端中运行那一行',
      detail: '打开期间：等待在终端中运行那一行的更改会一直等待。',
    },
    'root-refused': {
      title: 'root 一侧拒绝那一行',
      detail: '打开期间：在终端中运行的那一行已不是审阅过的那一行。',
    },
    'docker-does-not-start': {
      title: 'Docker 在更改后无法启动',
      detail: '打开期间：更改会被还原，Docker 照原样启动。',
    },
    'rollback-failed': {
      title: 'Docker 完全无法启动',
      detail: '打开期间：无论是更改之后，还是还原之后。',
    },
    'socket-unreadable': {
      title: '只有 root 可以询问 Docker',
      detail: '打开期间：其套接字只对 root 开放。重新检查即可看到。',
    },
  },
  happeningsTitle: '现在就让某件事发生',
  happenings: {
    'container-started': {
      title: '启动一个容器',
      done: '已启动一个容器：两个进程，一个以 root 身份，一个以其他用户身份。',
      notPossible: '没有启动容器：这台机器上没有 Docker 应答。',
    },
    'container-stopped': {
      title: '停止一个容器',
      done: '最新的容器已停止。',
      notPossible: '没有停止任何容器：没有容器在运行，或没有 Docker 应答。',
    },
    'account-added': {
      title: '有人添加一个账户',
      done: '现在 `/etc/subuid` 和 `/etc/subgid` 中多了一个范围。',
      notPossible: '没有添加账户。',
    },
    'own-line-changed': {
      title: '有人更改 Subroot 写的那一行',
      done: '`/etc/subuid` 中的那一行已经不同了。撤销时会发现。',
      notPossible: '没有更改任何内容：没有这样的行在生效。请先应用更改。',
    },
    'machine-restarted': {
      title: '重启这台机器',
      done: '模拟的机器已重启。请重新检查。',
      notPossible: '这台机器没有重启。',
    },
  },
  startOver: '让这台机器从头开始',
  another: '选择另一台机器',
}
