import type { Text } from './en.ts'
import { findingsInChinese } from './findings/zh-CN.ts'

const failures: Text['failures'] = {
  'bad-request': {
    title: '请求无法识别',
    detail: 'Subroot 的窗口与主进程不一致。',
    action: '请关闭 Subroot 后重新打开。',
  },
  'untrusted-sender': {
    title: '请求被拒绝',
    detail: '它不是来自 Subroot 自己的页面。',
    action: '请关闭 Subroot 后重新打开。',
  },
  internal: {
    title: 'Subroot 内部出错',
    detail: '详情见下方。',
    action: '请重试。如果再次发生，请附上详情反馈。',
  },
  busy: {
    title: '另一项操作正在进行',
    detail: 'Subroot 一次只做一项更改、一次测试容器上的证明，或运行一对练习引擎。',
    action: '请等它完成后重试。',
  },
  'facts-changed': {
    title: '审阅之后，这台机器发生了变化',
    detail: '有文件或账户与您审阅时不同。',
    action: '请重新检查，并审阅现在将要做的更改。',
  },
  'script-differs': {
    title: '这台机器发生了变化，脚本也会不同',
    detail: '以机器现在的状态，需要的脚本与您审阅过的不一样。',
    action: '请重新检查，并审阅现在将要做的更改。',
  },
  blocked: {
    title: '现在有问题妨碍更改',
    detail: '这台机器不再满足更改的条件。',
    action: '请重新检查，“检查”一步会说明原因。',
  },
  'no-pkexec': {
    title: '这台机器没有密码对话框',
    detail: '没有安装打开对话框所需的 `pkexec`。',
    action:
      '请在终端中自行运行，或安装 polkit（Debian 和 Ubuntu 的软件包是 `pkexec` 或 `policykit-1`）后重试。',
  },
  'no-agent': {
    title: '无法打开密码对话框',
    detail: '您的桌面会话中没有运行 polkit 认证代理。',
    action: '请在终端中自行运行，或启动桌面的认证代理（例如 `lxqt-policykit-agent`）后重试。',
  },
  'dialog-dismissed': {
    title: '密码对话框被关闭了',
    detail: '没有密码就无法进行。',
    action: '准备好后请重试。',
  },
  'not-authorised': {
    title: '密码未被接受',
    detail: '密码不正确，或该账户无权管理这台机器。',
    action: '请用管理员的密码重试。',
  },
  'not-allowed': {
    title: '您的账户不能执行此操作',
    detail: '这台机器的规则（polkit）不给您的账户管理员权限，也不会询问密码。',
    action:
      '请联系这台机器的管理员，或使用可以管理它的账户。如果 `sudo` 允许而 polkit 不允许，请在终端中自行运行。',
  },
  'no-room': {
    title: '没有空间存放脚本',
    detail: '脚本通过内存中的 `/run` 交接，而那里已满。下面的详细信息指明了位置。',
    action: '请在那里腾出空间后重试。通常是有程序在 `/run` 中存放了过多内容。',
  },
  'elevation-failed': {
    title: '未能获得管理员权限',
    detail: '密码对话框意外结束，详情见下方。',
    action: '请重试。如果再次发生，请附上详情反馈。',
  },
  withdrawn: {
    title: '这一行命令已收回',
    detail: '暂存的脚本已被删除，再运行这一行也不会更改任何内容。',
    action: '准备好后请重新开始。',
  },
  'root-refused': {
    title: 'root 没有运行脚本',
    detail:
      '这一行已经运行，但在脚本开始之前就结束了。终端里写明了原因，例如暂存的脚本已经不是您审阅过的那一份。',
    action: '请重试：Subroot 会重新暂存审阅过的脚本，并生成新的一行。',
  },
  'killed-before-change': {
    title: '更改在开始之前被中断',
    detail: '进行更改的程序还在检查这台机器时就被终止了。',
    action: '请重试。',
  },
  'nothing-to-resume': {
    title: '这项更改并未等待处理',
    detail: '它已经结束，或仍在进行。没有更改任何内容。',
    action: '请打开“历史”查看它的状态。',
  },
  'run-unknown': {
    title: '日志中没有这项更改',
    detail: '`/var/lib/subroot` 中缺少它的记录，无法自动撤销。',
    action: '请打开“历史”查看已记录的更改。',
  },
  'changed-since': {
    title: '此后这台机器又有了变化',
    detail: '审阅之后，这项更改所写的某处内容又被改动了。撤销会丢失那次改动，因此没有开始。',
    action: '下方的详情指出了位置。请重新打开撤销：它会显示差异。',
  },
  'docker-not-allowed': {
    title: '您的账户不能启动容器',
    detail: 'Docker 的套接字只对 root 和 `docker` 组开放。没有更改任何内容。',
    action: '`docker` 组的成员可以执行这项测试。',
  },
  'real-machine-only': {
    title: '模拟机器上没有真实的引擎',
    detail: '这台机器只存在于此窗口中。没有启动任何内容。',
    action: '请先离开练习：然后就可以在这台计算机上启动它们。',
  },
  'no-free-range': {
    title: '没有空闲的 ID 范围',
    detail: '开启重映射的引擎需要连续 65536 个不属于任何人的 ID。没有启动任何内容。',
    action: '“检查”中列出了这台计算机上的 ID 属于谁。',
  },
  'proof-failed': {
    title: '测试容器未能完成测试',
    detail: '为它创建的内容已经移除，除非详情另有说明。',
    action: '详情见下方。可以重试。',
  },
}

const checks: Text['checks'] = {
  'daemon-reports-remapping': {
    title: 'Docker 报告重映射已开启',
    failed: 'Docker 没有报告重映射',
  },
  'data-root': {
    title: 'Docker 使用重映射后的数据目录',
    failed: 'Docker 使用的数据目录与计划不同',
  },
  'subordinate-ranges': {
    title: '范围已写入 `/etc/subuid` 和 `/etc/subgid`',
    failed: '`/etc/subuid` 和 `/etc/subgid` 中的范围与计划不同',
  },
  'container-mapping': {
    title: '容器的 ID 映射与计划一致',
    failed: '有容器的 ID 映射与计划不同',
  },
  'container-root-on-host': {
    title: '容器里的 root 不是宿主机的 root',
    failed: '容器里的 root 在宿主机上不是计划的 ID',
  },
}

const stepFailures: Text['stepFailures'] = {
  busy: '这台机器上正在进行另一项更改。请等它结束后重试。',
  'unfinished-run': '之前有一项更改中途中断，必须先完成或撤回它。',
  'nothing-to-resume': '这里没有中途中断的更改。',
  'cannot-finish': '这项更改已经开始撤回，只能继续撤回。',
  'changed-since-review': '审阅之后，这台机器发生了变化。请重新查看，并审阅现在将要执行的操作。',
  'unsafe-directory':
    '除 root 外还有别人可以写入此目录，可能调换 root 在其中读写的文件。请让该目录归 root 所有，并取消组和其他用户的写入权限，然后再试。',
  'file-locked': '另一个程序锁定着一个文件，更改账户的程序会这样做。请等它完成后重试。',
  'write-failed': '有文件没有写成计划的内容。',
  'disk-full': '磁盘上没有空间写入所需的文件。请腾出空间后重试。',
  'read-only':
    '有文件所在的文件系统目前只能读取。磁盘出错时，Linux 也会把它变成只读。请使其可写后重试。',
  'file-protected':
    '有文件或其目录连管理员也不能更改：它被设为不可变（chattr +i），或者是挂载点，或者被安全策略禁止。请解除保护后重试。',
  'attributes-not-kept':
    '有文件带有访问控制列表或扩展属性，而这台机器的 cp 命令无法复制，更改会使其丢失。请安装 GNU coreutils 后重试。',
  'account-failed': '用户或组没有按计划创建。',
  'command-missing': '这项更改所需的程序不在这台机器上。',
  'configuration-refused': 'Docker 守护进程拒绝新的配置。询问是在 Docker 停止之前进行的。',
  'containers-still-running': '有容器没有停止，或者期间又启动了别的容器。',
  'units-not-reloaded': 'systemd 未能重新读取它的单元文件。',
  'limit-not-set': '正在运行的内核没有接受新的上限。',
  'kernel-arguments-failed': '下次启动的内核参数未能更改。',
  'kernel-argument-conflict': '有一个内核参数已经设置成了别的值。',
  'boot-loader-failed': '启动文件未能更新。',
  'docker-not-answering': '更改之前 Docker 就没有应答。',
  'docker-not-started': 'Docker 没有以新配置启动。',
  'docker-not-stopped': 'Docker 或它的某个容器没有及时停止。请查明原因后重试。',
  'docker-start-timeout': 'Docker 已按新配置启动，但没有及时就绪。',
  'docker-start-limit': '使用新配置的 Docker 多次失败，systemd 不再启动它。',
  'docker-silent': 'Docker 的服务已按新配置运行，但 Docker 没有应答。',
  'manager-silent': '负责重启 Docker 的 systemd 没有应答。请在方便时重启计算机，然后重试。',
  'remapping-differs': 'Docker 已启动，但报告的重映射状态与计划不同。',
  'data-root-differs': 'Docker 已启动，但使用的数据目录与计划不同。',
  interrupted: '更改被要求中止。',
  unexpected: '一条本不该失败的命令失败了。',
}

const choiceProblems: Text['choiceProblems'] = {
  'name-empty': '请输入名称，例如 `dockremap`。',
  'name-root': 'root 不能映射到它自己，Docker 会不声不响地关闭重映射。',
  'name-numeric': '全是数字的名称会被当作 UID，请使用带字母的名称。',
  'name-reserved': '`default` 是 Docker 对 `dockremap` 的称呼，请直接输入 `dockremap`。',
  'name-invalid': '请使用小写字母、数字、`-` 和 `_`，并以字母或 `_` 开头。',
  'name-too-long': '名称最多 32 个字符。',
  'group-missing': '这个用户存在，但没有同名的组，Docker 将无法启动。',
  'group-in-use': '已有同名的组，并且有其他成员：{members}',
  'login-user': '这是个人账户，其自己的 rootless 容器会共用这个范围。',
  'other-ranges': '这个用户已经有其他从属 ID：{ranges}',
  'lines-of-other-user': '要整理的是 `{owner}` 的行。请输入该用户名，或自行改正这些行。',
  'no-system-id': '没有可用于新系统账户的 ID。',
  'way-unavailable': '在这台机器上，重映射不能写在那里。',
  'not-a-range': '请输入整数，例如 231072。',
  'beyond-ids': '范围会超过最大的 ID 4294967294。',
  'too-small': '范围少于 65,536 个 ID，镜像中的部分 ID 将无法映射。',
  'too-large': '范围多于 65,536 个 ID，容器用不到更多。',
  owned: '已属于 {owner}（{kind}）：{start}–{end}',
  mayBeOwned: '可能被 {owner}（{kind}）使用：{start}–{end}',
}

const reasons: Text['reasons'] = {
  'field-count': '格式不是 `owner:start:count`',
  'stray-space': '含有空白字符，有些程序会把它当作值的一部分',
  'empty-owner': '缺少所有者',
  'bad-number': '起始或数量不是普通的十进制数',
  overflow: '超出了最大的 ID 4294967294',
  'too-long': '超过了可读取的 1,023 个字符',
  absent: '文件不存在',
  permission: '您的账户无权读取',
  'not-regular': '不是普通文件',
  'too-large': '大于 1 MiB',
  'unsafe-directory': '除 root 外还有别人可以写入它所在的目录',
  'not-utf8': '不是 UTF-8 文本',
  failed: '读取失败',
  syntax: '不是有效的 JSON',
  comment: '含有注释，而 JSON 不允许注释',
  'trailing-comma': '最后一项之后多了一个逗号',
  'not-an-object': '不是 JSON 对象',
  'duplicate-key': '`userns-remap` 出现了两次',
  'misspelled-key': '`userns-remap` 的写法不被 Docker 接受',
  'not-a-string': '`userns-remap` 的值不是文本',
  'byte-order-mark': '以字节顺序标记开头，这个版本的 Docker 不接受',
}

export const codesInChinese = {
  findings: findingsInChinese,
  failures,
  checks,
  stepFailures,
  choiceProblems,
  reasons,
}
