import type { configurationFindings } from '#domain/findings/configuration.ts'
import type { FindingText } from './finding-text.ts'

export const configurationFindingsInChinese = {
  'daemon-config-elsewhere': {
    title: 'Docker 的配置文件不在通常的位置',
    detail:
      '守护进程启动时指定了 `--config-file={path}`。只有当这个文件属于 root、位于 `/etc` 或 `/usr/local/etc` 之下，并且其他人不能写入时，Subroot 才会修改它。',
    action: '请把设置移到 `/etc/docker/daemon.json` 并去掉 `--config-file`，然后重新检查。',
  },
  'unit-reload-pending': {
    title: '服务的文件已修改，但尚未加载',
    detail: '`{unit}` 的文件比 systemd 读取的版本更新，因此无法确定重启会启动什么。',
    action:
      '请运行 `sudo systemctl daemon-reload`；如果这是您自己的修改，请重启 Docker，然后重新检查。',
  },
  'restart-changes-flags': {
    title: 'Docker 下次启动的方式本来就会不同',
    detail: 'Docker 启动之后，它的服务文件被修改过。这次重启也会让那些修改生效。',
    action: '请比较下面两行命令：第一行是现在运行的，第二行是将要运行的。',
  },
  'flag-and-file-conflict': {
    title: '按现在的配置，Docker 将无法再次启动',
    detail: '这些设置既在命令行里，又在 `{path}` 里：{keys}。即使两处一致，Docker 也会拒绝启动。',
    action: '请让每项设置只保留在一处，重启 Docker，然后重新检查。',
  },
  'userns-remap-flag-and-file': {
    title: '重映射设置了两次',
    detail: '命令行里是 `{flag}`，文件里是 `{file}`。两处都有时，Docker 无法启动。',
    action: '经您同意，计划会从命令行中去掉该选项。您也可以自己去掉其中一处，然后重新检查。',
  },
  'userns-remap-flag': {
    title: '重映射写在 Docker 的命令行里',
    detail:
      '服务下次会用 `--userns-remap={value}` 启动 dockerd。如果 daemon.json 里再写同一个键，Docker 将无法启动。',
    action: '经您同意，计划会从命令行中去掉该选项。您也可以自己去掉它，然后重新检查。',
  },
  'userns-remap-flag-unclear': {
    title: '重映射写在 Docker 的命令行里',
    detail:
      'dockerd 会得到 `--userns-remap={value}`，而 Subroot 无法确定能否去掉它：不清楚服务在哪里写有这个选项，或者不能修改那个文件。',
    action: '请在服务写有这个选项的地方把它去掉，重启 Docker，然后重新检查。',
  },
  'userns-remap-pending': {
    title: '已要求重映射，但没有生效',
    detail: '`{path}` 里已经写着 `{value}`，但正在运行的 Docker 并没有这样做。可能是之后没有重启。',
    action: '经您同意，计划会取代它。您也可以自己去掉这个键，然后重新检查。',
  },
  'remapping-ends': {
    title: '重映射已开启，但已没有任何设置要求它',
    detail:
      'daemon.json 和命令行里现在都没有这项设置。Docker 下次启动时会关闭重映射，现有的容器届时将不可见。',
    action: '如果要保留重映射，请把设置加回来。',
  },
  'remapping-shares-range': {
    title: '容器与某个用户共用 ID',
    detail:
      '重映射从 {start} 开始，而 `{owner}` 也拥有这个范围。该用户自己的容器可以读取和更改 Docker 容器写入的内容。',
    action: '请先在开启重映射的地方把它关闭，再让 Subroot 用专属的范围重新开启。',
  },
  'remapping-to-root': {
    title: 'Docker 以为自己在重映射，但 root 仍是 root',
    detail:
      '它把数据保存在 `{dataRoot}`：容器的 ID 在这台机器上从 0 开始。Docker 28 及更新的版本会把 `/etc/subuid` 或 `/etc/subgid` 中无法读懂的数字当作 0。',
    action: '请改正这两个文件中的行，或去掉 `userns-remap`；重启 Docker，然后重新检查。',
  },
  'userns-remap-root': {
    title: '重映射设为 root，等于关闭',
    detail:
      '`{path}` 里写着 `{value}`。Docker 不会把 root 映射到它自己：它会在没有重映射的情况下启动，数据也可能保存在与表面不同的目录里。',
    action: '请去掉这个键，重启 Docker，然后重新检查。',
  },
  'daemon-config-invalid': {
    title: 'Docker 的配置文件无效',
    detail:
      '`{path}` 第 {line} 行第 {column} 列：{reason}。Docker 无法用这个文件启动，Subroot 也不会替您修复它。',
    action: '请改正这个文件，然后重新检查。',
  },
  'containerd-snapshotter-on': {
    title: 'Docker 使用 containerd 镜像存储',
    detail:
      '`{path}` 开启了 `containerd-snapshotter`。Docker 29 及更新的版本无法同时使用它和重映射；更早的版本则无法构建镜像。',
    action: '经您同意，计划会把这个特性设为 `false`。撤销更改之前，containerd 存储里的镜像不可见。',
  },
  'containerd-snapshotter-flag': {
    title: '命令行开启了 containerd 镜像存储',
    detail:
      'dockerd 启动时带有 `--feature containerd-snapshotter`。Docker 29 及更新的版本无法同时使用它和重映射。',
    action: '请在服务写有这个选项的地方把它去掉，重启 Docker，然后重新检查。',
  },
  'storage-driver-unusable': {
    title: '存储驱动不支持重映射',
    detail: 'Docker 目前用 `{driver}` 存储数据。',
    action: '请改用 `overlay2`，然后重新检查。',
  },
  'image-store-changes': {
    title: 'Docker 会把镜像保存到另一个地方',
    detail:
      '它现在把镜像保存在 containerd 中（`{driver}`）。开启重映射后不再如此：现有镜像留在 `/var/lib/containerd` 里，但不可见，多平台镜像等该存储的功能也无法使用。',
    action: '之后请重新拉取或构建镜像。撤销更改后，Docker 会重新看到原来的镜像。',
  },
  'configuration-generated': {
    title: 'Docker 的配置由系统生成',
    detail: '在 NixOS 上，手动修改的内容会在下次重建系统时消失。',
    action:
      '请在系统配置中设置 `virtualisation.docker.daemon.settings.userns-remap = "default";`，并在 `users.users` 下为 `dockremap` 设置从属 ID，然后重建系统。',
  },
  'daemon-config-ok': {
    title: '可以安全地修改 Docker 的配置',
    detail: '只会在 `{path}` 中添加一个键，其余每个字节都保持不变。',
    action: '',
  },
} as const satisfies Record<keyof typeof configurationFindings, FindingText>
