import type { Text } from './en.ts'

export const findingsInChinese: Text['findings'] = {
  'docker-missing': {
    title: '未安装 Docker',
    detail: '这台机器上没有找到 Docker 守护进程，因此没有可以重映射的对象。',
    action: '请从发行版或 Docker 官方源安装 Docker Engine，启动后重新检查。',
  },
  'docker-stopped': {
    title: 'Docker 没有运行',
    detail: 'Docker 已安装，但守护进程没有运行。只有在它运行时，才能读到真正生效的配置。',
    action: '请用 `sudo systemctl start docker` 启动 Docker，然后重新检查。',
  },
  'docker-rootless': {
    title: '您的 Docker 已经以 rootless 方式运行',
    detail:
      '它以您自己的账户运行在用户命名空间里。容器里的 root 本来就不是宿主机的 root，不需要重映射；再开启反而会使它无法启动。',
    action: '无需任何操作。',
  },
  'docker-desktop': {
    title: '这是 Docker Desktop',
    detail: '它的守护进程运行在虚拟机里，使用自己的配置。在这台机器上开启重映射对它不起作用。',
    action:
      '请使用 Docker Desktop 的 Enhanced Container Isolation，或用 `docker context use default` 切换到本机的 Docker Engine，然后重新检查。',
  },
  'docker-snap': {
    title: 'Docker 由 snap 安装',
    detail: 'snap 把配置放在自己的位置，并用自己的方式重启 Docker。Subroot 目前不修改它。',
    action: '请改用发行版软件包里的 Docker Engine，然后重新检查。',
  },
  'docker-podman': {
    title: '`docker` 命令实际上是 Podman',
    detail: '它不与 Docker 守护进程通信。Podman 有自己的用户命名空间机制。',
    action:
      'Podman 请参阅 `podman run --userns`。如要使用 Docker，请安装 Docker Engine，然后重新检查。',
  },
  'docker-virtual-machine': {
    title: '这个 Docker 运行在虚拟机里',
    detail: '守护进程和配置都在虚拟机内部。Subroot 只修改直接运行在本机上的 Docker。',
    action: '请用 `docker context use default` 选择本机的 Docker，然后重新检查。',
  },
  'docker-remote': {
    title: '这个 Docker 在另一台机器上',
    detail: '您的 `docker` 命令连接到 {endpoint}。Subroot 只修改它自己所在的机器。',
    action:
      '请取消 `DOCKER_HOST` 或运行 `docker context use default`，重新打开 Subroot 后再检查；也可以在那台机器上运行 Subroot。',
  },
  'docker-in-container': {
    title: '这个 Docker 运行在容器里',
    detail: '它的文件属于那个容器，而不是这台机器。',
    action: '请改为调整那个容器的镜像或启动参数。',
  },
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
  'file-unusable': {
    title: '一个必需的文件无法使用：`{path}`',
    detail: '无法把它当作纯文本读取：{reason}。Subroot 只修改它完全读得懂的文件。',
    action: '请先整理好这个文件，然后重新检查。',
  },
  'service-manager-unsupported': {
    title: '这里的 Docker 不由 systemd 管理',
    detail: '这台机器使用 {serviceManager}。目前 Subroot 只能通过 systemd 重启 Docker。',
    action: '请手动开启重映射，或换用带有 systemd 的机器。',
  },
  'docker-not-a-service': {
    title: 'Docker 不是作为服务启动的',
    detail: '有守护进程在运行，但它不是由 `{unit}` 启动的，因此无法安全地重启。',
    action: '请停止那个守护进程，用 `sudo systemctl start docker` 启动 Docker，然后重新检查。',
  },
  'several-daemons': {
    title: '有多个 Docker 守护进程在运行',
    detail: '无法判断应该修改哪一个。',
    action: '请停止不需要的守护进程，然后重新检查。',
  },
  'docker-too-old': {
    title: 'Docker 版本过旧',
    detail: '{version} 版处理从属 ID 的方式不受 Subroot 支持。',
    action: '请把 Docker 升级到 20.10.4 或更新的版本，然后重新检查。',
  },
  'api-client-missing': {
    title: '没有可以查询 Docker 状态的程序',
    detail: '脚本需要 `docker` 命令或 `curl` 来核对结果，两者都没有找到。',
    action: '请安装 `curl` 或 Docker 命令行工具，然后重新检查。',
  },
  'pkexec-missing': {
    title: '这台机器无法询问密码',
    detail: '没有安装 `pkexec`，Subroot 无法获得管理员权限。',
    action:
      '请安装 polkit（Debian 和 Ubuntu 的软件包是 `pkexec` 或 `policykit-1`），然后重新检查。',
  },
  'remapping-already-on': {
    title: '重映射已经开启',
    detail: 'Docker 报告容器运行在用户命名空间里。容器里的 root 已经不是宿主机的 root。',
    action: '无需任何操作。如果是由 Subroot 开启的，可以查看证明或撤销。',
  },
  'userns-remap-flag': {
    title: '重映射写在 Docker 的命令行里',
    detail:
      '服务单元用 `--userns-remap={value}` 启动 dockerd。如果 daemon.json 里再写同一个键，Docker 将无法启动。',
    action: '请从服务单元或其附加配置中去掉这个选项，重启 Docker，然后重新检查。',
  },
  'userns-remap-flag-and-file': {
    title: '重映射设置了两次',
    detail: '命令行里是 `{flag}`，文件里是 `{file}`。两处都有时，Docker 无法启动。',
    action: '请去掉其中一处，然后重新检查。',
  },
  'userns-remap-pending': {
    title: '已要求重映射，但没有生效',
    detail:
      '`{path}` 里已经写着 `{value}`，但正在运行的 Docker 并没有这样做。可能是之后没有重启，也可能是要求把 root 映射到它自己。',
    action: '请去掉这个键或重启 Docker，然后重新检查。',
  },
  'daemon-config-elsewhere': {
    title: 'Docker 读取的是另一个配置文件',
    detail: '守护进程启动时指定了 `{path}`。目前 Subroot 只修改 `/etc/docker/daemon.json`。',
    action: '请把设置移到 `/etc/docker/daemon.json` 并去掉 `--config-file`，然后重新检查。',
  },
  'daemon-config-invalid': {
    title: 'Docker 的配置文件无效',
    detail:
      '`{path}` 第 {line} 行第 {column} 列：{reason}。Docker 无法用这个文件启动，Subroot 也不会替您修复它。',
    action: '请改正这个文件，然后重新检查。',
  },
  'live-restore-on': {
    title: '重启 Docker 时容器会继续运行',
    detail: '开启 `live-restore` 时，正在运行的容器会在重启后继续存在，但 Docker 不再认得它们。',
    action: '请停止容器，把 `live-restore` 设为 `false` 并重启 Docker，然后重新检查。',
  },
  'containerd-snapshotter-on': {
    title: 'Docker 使用 containerd 镜像存储',
    detail:
      '`{path}` 开启了 `containerd-snapshotter`。Docker 29 及更新的版本无法同时使用它和重映射。',
    action: '请从文件中去掉这个特性，重启 Docker，然后重新检查。',
  },
  'storage-driver-unusable': {
    title: '存储驱动不支持重映射',
    detail: 'Docker 目前用 `{driver}` 存储数据。',
    action: '请改用 `overlay2`，然后重新检查。',
  },
  'data-root-closed': {
    title: 'Docker 的数据目录不允许其他用户进入',
    detail: '重映射后的 root 必须能够穿过 `{dataRoot}` 之上的每一级目录。',
    action: '请对下列目录执行 `sudo chmod o+x`，然后重新检查。',
  },
  'user-namespaces-missing': {
    title: '内核没有用户命名空间',
    detail: '重映射以它为基础。没有它，Docker 可以启动，但容器都无法启动。',
    action:
      '请使用支持用户命名空间的内核。在 RHEL 和 CentOS 7 上，请用 `user_namespace.enable=1` 启动内核。',
  },
  'user-namespaces-limit-zero': {
    title: '这台机器禁用了用户命名空间',
    detail: '`user.max_user_namespaces` 的上限是 0。这可能是安全策略，Subroot 不会擅自更改。',
    action:
      '如果您有权更改：请运行 `sudo sysctl -w user.max_user_namespaces=28633`，并写入 `/etc/sysctl.d` 使其长期有效，然后重新检查。',
  },
  'subordinate-line-invalid': {
    title: '`{path}` 中有一行会被误读',
    detail: '第 {line} 行：{reason}。有些版本的 Docker 会把这样的行读成 0，也就是 root。',
    action: '请改正或删除这一行，然后重新检查。',
  },
  'running-containers-stop': {
    title: '正在运行的容器将会停止：{count} 个',
    detail: 'Docker 必须重启。这些容器属于重映射之前的数据目录，开启后不会自动恢复。',
    action: '请先处理完其中正在进行的工作。',
  },
  'existing-objects-hidden': {
    title: '现有的内容将暂时看不到',
    detail:
      '开启重映射后，Docker 会使用 `{dataRoot}` 下的新数据目录。现有的容器（{containers}）、镜像（{images}）和卷都会保留，但在撤销之前看不到。镜像需要重新拉取，会占用双份空间。',
    action: '不会删除任何内容。两边都需要的镜像可以用 `docker save` 保存。',
  },
  'containers-need-host-namespace': {
    title: '有些容器需要例外处理',
    detail: '重映射开启时，Docker 会拒绝特权容器，以及共享宿主机网络或 PID 命名空间的容器。',
    action:
      '请用 `--userns=host` 启动它们（Compose 中为 `userns_mode: "host"`）。这样它们就不受保护。',
  },
  'containers-use-docker-socket': {
    title: '有些容器使用 Docker 套接字',
    detail: '在重映射的容器里，这个套接字属于 nobody，容器无法再使用它。',
    action: '请用 `--userns=host` 启动它们。这样它们就不受保护。',
  },
  'containers-use-bind-mounts': {
    title: '有些容器挂载了宿主机的目录',
    detail:
      '这些目录里的文件所有者不变。对重映射的容器来说它们属于 nobody，可能无法写入，甚至无法读取。',
    action: '请为新的 ID 授予这些目录的权限，或改用命名卷。',
  },
  'swarm-active': {
    title: '这台机器是 Swarm 的节点',
    detail: 'Swarm 的状态保存在数据目录里。开启重映射后，这个节点将不再属于该 Swarm。',
    action: '请先退出 Swarm，或不要在这里开启重映射。',
  },
  'subid-not-files': {
    title: '从属 ID 来自目录服务',
    detail:
      '`/etc/nsswitch.conf` 向 {services} 查询从属 ID，而 Docker 只读 `/etc/subuid` 和 `/etc/subgid`，两边看到的不一样。',
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
  'inside-system-container': {
    title: '这台机器本身就是容器',
    detail: '它运行在 {manager} 里。带用户命名空间的容器能否在其中运行，取决于外层的机器。',
    action: '如果 Docker 不能恢复，所有改动都会自动还原。',
  },
  'docker-ok': {
    title: 'Docker {version} 作为服务在本机运行',
    detail: '这是由 root 运行的 Docker Engine，重映射正是为它设计的。',
    action: '',
  },
  'kernel-ok': {
    title: '内核满足要求',
    detail: 'Linux {release} 支持用户命名空间，且没有限制。',
    action: '',
  },
  'subordinate-files-ok': {
    title: '`/etc/subuid` 和 `/etc/subgid` 没有问题',
    detail: '每一行都只有一种读法。',
    action: '',
  },
  'daemon-config-ok': {
    title: '可以安全地修改 Docker 的配置',
    detail: '只会在 `{path}` 中添加一个键，其余每个字节都保持不变。',
    action: '',
  },
}
