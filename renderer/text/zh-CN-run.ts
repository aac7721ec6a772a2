import type { Text } from './en.ts'

export const runInChinese: Pick<Text, 'run' | 'planSteps'> = {
  run: {
    applyLede: '输入一次密码，Subroot 就会完成更改、重启 Docker 并核对结果。',
    prepareLede: '输入一次密码，Subroot 就会为计算机的下次启动准备好内核。',
    applyButton: '应用更改',
    undoButton: '撤销更改',
    beforeTitle: '开始之前',
    beforeReboot: [
      '桌面会询问一次管理员密码；在终端中则由 sudo 询问。',
      'Docker 和容器会继续运行。更改在计算机重新启动后生效。',
      '如果有步骤失败，所有改动都会自动还原。',
      '完成之前请保持窗口打开。即使关闭，更改也会继续完成，或者还原。',
    ],
    beforeApply: [
      '桌面会询问一次管理员密码；在终端中则由 sudo 询问。',
      'Docker 将重启，正在运行的容器会停止。',
      '如果 Docker 没有按计划恢复，所有改动都会自动还原。',
      '完成之前请保持窗口打开。即使关闭，更改也会继续完成，或者还原。',
    ],
    reviewedTitle: '您审阅过的内容',
    files: '将修改的文件',
    requestedTitle: '正在确认审阅之后没有变化',
    waitingTitle: '正在等待密码',
    waitingDetail: '请在桌面的密码对话框中输入密码。它可能在这个窗口的后面。',
    runningTitle: '正在进行更改',
    undoingTitle: '正在撤销更改',
    rollingBackTitle: '正在还原所有改动',
    progress: '进度',
    states: {
      waiting: '等待中',
      running: '进行中',
      'cut-off': '在此中断',
      done: '完成',
      failed: '失败',
      reverted: '已还原',
      skipped: '未执行',
    },
    revertTried: '已尝试还原',
    log: '运行记录',
    progressSpoken: '{step}：{state}',
    outcomes: {
      apply: {
        done: {
          title: '重映射已开启',
          detail: '所有更改均已完成，Docker 正常应答，且结果与计划一致。',
        },
        refused: {
          title: '在做任何改动之前已停止',
          detail: '脚本在开始之前会逐项核对，其中一项没有通过。没有做任何改动。',
        },
        'rolled-back': {
          title: '已还原：Docker 与之前一样',
          detail: 'Docker 没有按计划恢复，因此所有文件都已还原，Docker 也已重新启动。',
        },
        'rollback-failed': {
          title: '未能全部还原',
          detail: '现在需要您来处理。下面的报告列出了哪些已经还原，哪些没有。',
        },
      },
      undo: {
        done: {
          title: '更改已撤销',
          detail: '所有文件都与更改之前一样，Docker 正常应答，重映射已关闭。',
        },
        refused: {
          title: '在做任何改动之前已停止',
          detail: '脚本在开始之前会逐项核对，其中一项没有通过。没有做任何改动。',
        },
        'rolled-back': {
          title: '撤销已停止：重映射仍然开启',
          detail: 'Docker 没有按计划恢复，因此所有文件都已还原，Docker 仍像之前一样使用重映射。',
        },
        'rollback-failed': {
          title: '未能全部还原',
          detail: '现在需要您来处理。下面的报告列出了哪些已经还原，哪些没有。',
        },
      },
      prepare: {
        done: {
          title: '内核已准备好：请重新启动计算机',
          detail:
            '请重新启动计算机，然后再次打开 Subroot，它会从那里继续。重映射还没有开启，Docker 也没有被改动。',
        },
        refused: {
          title: '在做任何改动之前已停止',
          detail: '脚本在开始之前会逐项核对，其中一项没有通过。没有做任何改动。',
        },
        'rolled-back': {
          title: '已还原：下次启动与之前一样',
          detail: '有一个步骤失败，因此所有改动都已还原。Docker 没有被改动。',
        },
        'rollback-failed': {
          title: '未能全部还原',
          detail: '在计算机重新启动之前需要您来处理。下面的报告列出了哪些已经还原，哪些没有。',
        },
      },
      unprepare: {
        done: {
          title: '对内核的准备已撤销',
          detail:
            '计算机的下次启动与更改之前一样。如果其间已经重新启动过，内核会保持更改直到那时。Docker 没有被改动。',
        },
        refused: {
          title: '在做任何改动之前已停止',
          detail: '脚本在开始之前会逐项核对，其中一项没有通过。没有做任何改动。',
        },
        'rolled-back': {
          title: '撤销已停止：内核保持准备好的状态',
          detail: '有一个步骤失败，因此一切与撤销之前一样。Docker 没有被改动。',
        },
        'rollback-failed': {
          title: '未能全部还原',
          detail: '在计算机重新启动之前需要您来处理。下面的报告列出了哪些已经还原，哪些没有。',
        },
      },
    },
    notRestarted: {
      apply: '在重启 Docker 之前有一个步骤失败，因此所有文件都已还原。Docker 一直在运行。',
      undo: '在重启 Docker 之前有一个步骤失败，因此所有文件都已还原。Docker 一直在运行，重映射仍像之前一样开启。',
    },
    keptDetails: {
      undone: 'Docker 正常应答，没有重映射。除以下内容外，所有文件都与更改之前一样：',
      asked: 'Docker 像之前一样应答。除以下内容外，所有文件都与之前一样：',
      failed: 'Docker 没有按计划恢复，因此已重新启动；除以下内容外，所有文件都已还原：',
    },
    keptSettings: {
      'drop-remap-flag': '`{path}` 的 Docker 选项中不再有 `--userns-remap`。',
      'override-remap-flag': 'Docker 通过 `{path}` 在启动时不再带 `--userns-remap`。',
      'drop-remap-key': '`{path}` 中不再有旧的 `userns-remap`。',
      other: '`{path}` 保持更改后的内容。',
      merged: '其他程序或人此后在 `{path}` 中做的改动保持不变。',
    },
    keptReason: '如果恢复原来的内容，Docker 将无法像之前那样再次启动。',
    failedCheck: '未通过的检查：',
    nothingChanged: '没有做任何改动。',
    lookAgain: '重新检查',
    byHandTitle: '处理办法',
    rollbackFailedAdvice: [
      '更改之前的文件备份在 `/var/lib/subroot/runs/{run}/backup`，只有 root 可以读取。',
      '下面的报告列出了未能还原的内容。请逐一比较，把不同的部分复制回去。',
      '然后用下面的命令重新启动 Docker。',
    ],
    rollbackFailedAdviceBoot: [
      '更改之前的文件备份在 `/var/lib/subroot/runs/{run}/backup`，只有 root 可以读取。',
      '下面的报告列出了未能还原的内容。请逐一比较，把不同的部分复制回去。',
      '然后在计算机重新启动之前更新启动文件。',
    ],
  },
  planSteps: {
    check: '确认一切与审阅时相同',
    'create-group': '创建组 `{name}`，GID 为 {gid}',
    'create-user': '创建用户 `{name}`，UID 为 {uid}，不能登录，没有主目录',
    'add-uids': '在 `{path}` 中为 `{user}` 分配从属 UID {range}',
    'add-gids': '在 `{path}` 中为 `{user}` 分配从属 GID {range}',
    'set-remap': '在 `{path}` 中设置 `"userns-remap": "{value}"`',
    'set-remap-option': '在 `{path}` 的 Docker 选项中加入 `--userns-remap={value}`',
    'turn-off-image-store': '在 `{path}` 中关闭 containerd 镜像存储',
    'drop-remap-flag': '从 `{path}` 的 Docker 选项中永久去掉 `--userns-remap`',
    'override-remap-flag': '通过 `{path}` 让 Docker 启动时不再带 `--userns-remap`（永久）',
    'drop-remap-key': '从 `{path}` 中永久去掉旧的 `userns-remap`',
    'set-limit': '在 `{path}` 中把 `user.max_user_namespaces` 设为 {limit}，每次启动都生效',
    'add-boot-arguments': '在 `{path}` 的内核参数中添加：`{arguments}`',
    'create-file': '创建 `{path}`',
    'change-file': '编辑 `{path}`',
    'edit-file': '把 `{path}` 恢复原样',
    'merge-file': '从 `{path}` 中去掉 Subroot 写入的内容；他人的改动保留',
    'remove-file': '删除 `{path}`',
    'remove-user': '删除用户 `{name}`（UID {uid}）',
    'remove-group': '删除组 `{name}`（GID {gid}）',
    'reload-units': '让 systemd 重新读取单元文件',
    'validate-docker': '重启之前，让 Docker 守护进程检查新的配置',
    'stop-containers': '停止正在运行的容器，最新的最先停止',
    'restart-docker': '重启 `{service}`',
    'verify-on': '确认 Docker 正常应答、报告重映射已开启，并使用 `{dataRoot}`',
    'verify-off': '确认 Docker 正常应答、没有重映射，并使用 `{dataRoot}`',
    'set-kernel-limit': '把正在运行的内核的 `{name}` 设为 {value}（现在是 {before}）',
    'add-kernel-arguments': '用 `{loader}` 为下次启动添加内核参数：`{add}`',
    'remove-kernel-arguments': '用 `{loader}` 从下次启动的内核参数中移除：`{remove}`',
    'change-kernel-arguments':
      '用 `{loader}` 更改下次启动的内核参数：添加 `{add}`，移除 `{remove}`',
    'update-boot-loader': '用 `{loader}` 更新启动文件',
  },
}
