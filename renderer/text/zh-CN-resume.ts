import type { Text } from './en.ts'

export const resumeInChinese: Text['resume'] = {
  lede: '这项更改没有进行到底。请完成或回滚；在那之前，Subroot 不会在这台机器上做其他更改。',
  ledeEnded: '继续处理的结果。',
  preparing: '正在读取它进行到了哪一步…',
  purposes: {
    apply: '开启重映射',
    undo: '撤销重映射',
    prepare: '为重映射准备内核',
    unprepare: '撤销对内核的准备',
  },
  titles: {
    apply: '开启重映射时被中断',
    undo: '撤销重映射时被中断',
    prepare: '准备内核时被中断',
    unprepare: '撤销对内核的准备时被中断',
  },
  noticeDetail:
    '它开始于 {time}，没有进行到底：程序被终止，或者计算机断电。有些步骤已经完成，有些还没有。请先完成或回滚；在那之前，Subroot 不会在这台机器上做其他更改。',
  noticeReboot: '重新启动计算机并不能完成它。',
  open: '完成或回滚',
  runningTitle: '有一项更改正在进行',
  runningDetail:
    '它开始于 {time}，由另一个窗口或终端启动，仍在运行。Subroot 一次只做一项更改。它结束后，这里会显示。',
  runningHint: '另一项更改正在进行。',
  cutOffHint: '之前的一项更改被中断。',
  endedTitle: '这项更改不再等待处理',
  endedDetail: '它已经结束：{outcome}。',
  facts: '这项更改',
  change: '要做什么',
  began: '开始时间',
  lastSign: '最后的记录',
  startedBy: '发起者',
  uid: 'UID 为 {uid} 的用户',
  howFar: '进行到了哪一步',
  howFarHelp:
    '根据它自己的记录。断电之后，最后的记录可能缺失；脚本在做任何事之前都会先检查这台机器。',
  waysTitle: '接下来的两种办法',
  finish: {
    title: '完成它',
    detail: '已完成的部分保留。还要依次做：',
    button: '完成更改',
    inTerminal: '在终端中完成',
    after: {
      apply: '之后重映射处于开启状态。',
      undo: '之后重映射处于关闭状态，所有文件都与更改之前一样。',
      prepare: '之后内核已为计算机的下次启动准备好。',
      unprepare: '之后计算机的下次启动与以前一样。',
    },
    onFailure: '如果有步骤失败，所有改动都会回滚。',
    impossible: '它已经开始回滚，因此只能继续回滚。',
  },
  rollBack: {
    title: '回滚',
    detail: '依次还原以下内容（已经与之前一样的除外）：',
    nothing: '它还没有开始任何步骤，没有需要还原的内容。',
    button: '回滚更改',
    inTerminal: '在终端中回滚',
    restartIfNeeded: '只有在 Docker 的运行状态与之前不同时，才重启 `{service}`',
    startContainers: '启动之前正在运行的容器',
    addUser: '恢复用户 `{name}`（UID {uid}）',
    addGroup: '恢复组 `{name}`（GID {gid}）',
    kept: '`{path}` 保持现在的内容：如果恢复原来的内容，Docker 将无法再次启动。',
    after: {
      apply: '之后一切与更改之前一样，没有重映射。',
      undo: '之后一切与撤销之前一样，重映射仍然开启。',
      prepare: '之后计算机的下次启动与更改之前一样。',
      unprepare: '之后内核保持准备好的状态，与撤销之前一样。',
    },
  },
  passwordHint: '无论选择哪一种，桌面都会询问一次管理员密码；在终端中则由 sudo 询问。',
  scriptTitle: '将继续运行的脚本',
  scriptHelp:
    '它就是开始这项更改的那个程序，由 root 保存在 `/var/lib/subroot/runs/{run}/script.sh`；root 不会运行别的程序。运行时会告诉它 `finish` 或 `roll-back`，以及这项更改的名称。',
  rolledBack: {
    apply: {
      title: '已回滚：Docker 与之前一样',
      detail: '所有文件都与更改之前一样，Docker 正常应答，没有重映射。',
    },
    undo: {
      title: '撤销已回滚：重映射仍然开启',
      detail: '所有文件都与撤销之前一样，Docker 正常应答，重映射仍然开启。',
    },
    prepare: {
      title: '已回滚：下次启动与之前一样',
      detail: '一切与更改之前一样。Docker 没有被改动。',
    },
    unprepare: {
      title: '撤销已回滚：内核保持准备好的状态',
      detail: '一切与撤销之前一样。Docker 没有被改动。',
    },
  },
}
