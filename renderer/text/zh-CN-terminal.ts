import type { Text } from './en.ts'

export const terminalInChinese: Text['terminal'] = {
  button: '在终端中自行运行',
  offerTitle: '不使用密码对话框',
  offerDetail:
    '有些会话无法打开对话框（例如 SSH 会话），也有人更愿意自己输入命令。这时 Subroot 会显示一行 `sudo` 命令，它的进展照常显示在这里。',
  before: '您在终端中运行一行命令，由 `sudo` 在那里询问密码。这台机器没有密码对话框。',
  waitingTitle: '正在等待运行这一行命令',
  waitingDetail:
    '请在这台机器上打开终端，粘贴下面这一行并按回车键。`sudo` 会在那里询问密码，Subroot 看不到密码。到目前为止没有做任何改动。',
  simulated:
    '这台机器是模拟的，终端也是模拟的：几秒钟后，这一行就算已经运行。粘贴到真实的终端里，它只会输出“这是模拟的”这一说明。',
  lineTitle: '这一行命令',
  copy: '复制这一行',
  whatTitle: '它做什么',
  what: [
    '您审阅过的脚本暂存为 `{path}`，root 把它复制到只有 root 能进入的目录。',
    'root 计算副本的 SHA-256，如果与您审阅过的不一致就停止：',
    'root 运行这个副本。从那时起，这个窗口会跟踪更改的进展，暂存的脚本会被删除。',
  ],
  otherTools: '没有 `sudo` 时：用 `doas` 代替它，或用 `su -` 切换到 root，并去掉 `sudo` 一词。',
  cancel: '取消',
  cancelHelp: '取消会删除暂存的脚本，关闭这个窗口也一样。此后这一行不会再更改任何内容。',
}
