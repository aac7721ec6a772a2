import type { dockerFindings } from '#domain/findings/docker.ts'
import type { FindingText } from './finding-text.ts'

export const dockerFindingsInChinese = {
  'probe-needed': {
    title: '有些信息只有管理员可以读取',
    detail: '没有这些信息，就无法说明将要改动什么。',
    action: '请使用上方的“以管理员权限检查”。它只读取，不做任何改动。',
  },
  'docker-no-answer': {
    title: 'Docker 在运行，但没有应答',
    detail: '套接字存在，但守护进程没有及时回复。',
    action: '请查看 `systemctl status docker`，如果它已挂起请重启 Docker，然后重新检查。',
  },
  'service-manager-unsupported': {
    title: 'Subroot 不认识这台机器的服务管理器',
    detail: 'Docker 需要重启，而 Subroot 只能通过 systemd、OpenRC、runit 和 SysV init 做到。',
    action: '请手动开启重映射，或换用带有其中之一的机器。',
  },
  'service-options-unclear': {
    title: '无法确定 Docker 下次会怎样启动',
    detail:
      '没有 systemd 时，Docker 由脚本启动，选项也由脚本决定。`{path}` 里的内容与正在运行的 Docker 启动时所用的不一致，或者 Subroot 无法理解它。',
    action: '如果选项被修改过，请重启 Docker，然后重新检查。',
  },
  'docker-not-a-service': {
    title: 'Docker 不是作为服务启动的',
    detail: '有守护进程在运行，但它不是由 `{unit}` 启动的，因此无法安全地重启。',
    action: '请停止那个守护进程，把 Docker 作为服务启动，然后重新检查。',
  },
  'several-daemons': {
    title: '有多个 Docker 守护进程在运行',
    detail: '无法判断应该修改哪一个。',
    action: '请停止不需要的守护进程，然后重新检查。',
  },
  'docker-too-old': {
    title: 'Docker 版本过旧',
    detail: '这是 {version} 版。Docker 从 1.10 开始才有用户命名空间。',
    action: '请升级 Docker，然后重新检查。',
  },
  'api-client-missing': {
    title: '没有可以查询 Docker 状态的程序',
    detail: '脚本需要 `docker` 命令或 `curl` 来核对结果，两者都没有找到。',
    action: '请安装 `curl` 或 Docker 命令行工具，然后重新检查。',
  },
  'pkexec-missing': {
    title: '这台机器没有密码对话框',
    detail:
      '没有安装打开对话框所需的 `pkexec`。Subroot 最后会改为显示一行命令，由您在终端中用 `sudo` 运行。',
    action:
      '如果您更希望使用对话框，请安装 polkit（Debian 和 Ubuntu 的软件包是 `pkexec` 或 `policykit-1`），然后重新检查。',
  },
  'remapping-already-on': {
    title: '重映射已经开启',
    detail: 'Docker 报告容器运行在用户命名空间里。容器里的 root 已经不是宿主机的 root。',
    action: '无需任何操作。如果是由 Subroot 开启的，可以查看证明或撤销。',
  },
  'live-restore-on': {
    title: '重启 Docker 时容器会继续运行',
    detail: '开启 `live-restore` 时，正在运行的容器会在重启后继续存在，但 Docker 不再认得它们。',
    action: '计划会在重启 Docker 之前停止正在运行的容器，您不必事先做任何事。',
  },
  'data-root-closed': {
    title: 'Docker 的数据目录不允许其他用户进入',
    detail: '重映射后的 root 必须能够穿过 `{dataRoot}` 之上的每一级目录。',
    action: '请对下列目录执行 `sudo chmod o+x`，然后重新检查。',
  },
  'swarm-active': {
    title: '这台机器是 Swarm 的节点',
    detail: 'Swarm 的状态保存在数据目录里。开启重映射后，这个节点将不再属于该 Swarm。',
    action: '请先退出 Swarm，或不要在这里开启重映射。',
  },
  'docker-ok': {
    title: 'Docker {version} 作为服务在本机运行',
    detail: '这是由 root 运行的 Docker Engine，重映射正是为它设计的。',
    action: '',
  },
} as const satisfies Record<keyof typeof dockerFindings, FindingText>
