import type { EnginesText } from './engines-en.ts'

/** 练习引擎的中文文本。`反引号`中的词按机器文本显示。 */
export const enginesInChinese: EnginesText = {
  title: '真实容器：重映射前后并排对照',
  lede: '在这台计算机上运行 Subroot 自己的两个 Docker 守护进程，一个是 Docker 的默认状态，一个开启了重映射，各有相同的容器。您自己的 Docker 不会被更改，也不会重启。',
  notHere: '真实的引擎需要真实的机器。请先离开模拟机器上的练习，再在这台计算机上启动它们。',
  makes: '输入密码后，root 只会创建以下内容：',
  makesList: [
    '两个 Docker 守护进程，版本与已安装的相同。它们只看到内存中自己的文件系统，其中以只读方式包含这台计算机的程序。',
    '每个守护进程三个容器：一个以 root 身份，一个以您的身份，一个有多个进程。它们运行 `sleep`，没有网络。',
    '在每个守护进程中尝试一次读取一个专门创建的、只有 root 可以读取的文件。',
    '`/run/subroot` 中用于进度的目录，以及名为 `subroot-practice` 的控制组。',
  ],
  ends: '除 root 外没有人能访问这些守护进程。您停止它们、关闭此窗口或一小时之后，一切都会被移除。不会向磁盘写入任何内容。',
  look: '准备两个引擎',
  program: 'root 运行的程序',
  programHelp:
    '开启重映射的引擎给其容器使用 ID {range}，它们在这里不属于任何人。不会为此创建账户。',
  start: '启动两个引擎',
  asking: '正在等待您的密码，以及引擎的第一个消息',
  starting: '正在启动',
  stop: '停止两个引擎',
  stopping: '正在停止，并移除它们创建的内容',
  until: '它们会在 {time} 自行结束。',
  real: '这些是练习引擎的真实容器，不是您的 Docker 的容器。',
  engines: {
    plain: { title: '没有重映射', detail: 'Docker 的默认状态' },
    remapped: { title: '开启重映射', detail: 'Subroot 设置的状态' },
  },
  notYet: '它的容器尚未启动。',
  columns: {
    process: '容器与命令',
    inside: '内部 UID',
    outside: '此处 UID',
    escape: '逃逸后会成为',
  },
  breakOut: '容器中的 root 尝试读取只有 root 可以读取的文件：',
  breakOuts: {
    read: '它能读取该文件。',
    denied: '它被拒绝了。',
    failed: '因其他原因失败，这与重映射无关。',
  },
  over: '引擎已结束。',
  killed:
    '维持引擎的程序被终止了。它创建的内容由其第二个进程移除；如果该进程也被终止，下次启动时会移除其余部分。',
  nothingStarted: '没有启动任何内容。',
  dialogOnly: '练习引擎没有用于终端的命令行：它们需要密码对话框。',
  failedTitle: '无法启动练习引擎',
  endedTitle: '练习引擎自行结束了',
  failures: {
    'asker-gone': '在它们开始之前，此窗口自己的进程已经结束。',
    'command-missing':
      '它们需要的程序不在 `/usr/sbin`、`/usr/bin`、`/sbin` 或 `/bin` 中。详细信息中列出了这些程序。',
    'control-groups-v1': '这台计算机以旧方式（版本 1）管理控制组。引擎需要版本 2。',
    'memory-short': '可用内存太少：需要 768 MiB。详细信息中说明了现有多少。',
    'namespaces-refused':
      '这台计算机没有提供命名空间：内核拒绝了，或者 `unshare` 早于 util-linux 2.32。',
    'range-taken': '在此期间有人得到了该范围中的 ID。请重新准备引擎。',
    'practice-busy': '这台计算机上已有其他人的练习引擎。只能有一对。',
    'engine-not-started': '有一个守护进程没有启动。详细信息中有它的输出。',
    'container-failed': '有一个容器没有启动。详细信息中有 Docker 的输出。',
    'engine-ended': '有一个守护进程结束了，因此另一个也被停止。详细信息中有它最后的输出。',
    unexpected: '一个本不该失败的命令失败了。详细信息中说明了是哪一个。',
  },
  nothingLeft: '这台计算机上没有留下它们的任何内容。',
}
