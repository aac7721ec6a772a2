import type { configurationFindings } from '#domain/findings/configuration.ts'
import type { FindingText } from './finding-text.ts'

export const configurationFindingsInChinese = {
  'daemon-config-elsewhere': {
    title: 'Docker 读取的是另一个配置文件',
    detail: '守护进程启动时指定了 `{path}`。目前 Subroot 只修改 `/etc/docker/daemon.json`。',
    action: '请把设置移到 `/etc/docker/daemon.json` 并去掉 `--config-file`，然后重新检查。',
  },
  'userns-remap-flag-and-file': {
    title: '重映射设置了两次',
    detail: '命令行里是 `{flag}`，文件里是 `{file}`。两处都有时，Docker 无法启动。',
    action: '请去掉其中一处，然后重新检查。',
  },
  'userns-remap-flag': {
    title: '重映射写在 Docker 的命令行里',
    detail:
      '服务单元用 `--userns-remap={value}` 启动 dockerd。如果 daemon.json 里再写同一个键，Docker 将无法启动。',
    action: '请从服务单元或其附加配置中去掉这个选项，重启 Docker，然后重新检查。',
  },
  'userns-remap-pending': {
    title: '已要求重映射，但没有生效',
    detail:
      '`{path}` 里已经写着 `{value}`，但正在运行的 Docker 并没有这样做。可能是之后没有重启，也可能是要求把 root 映射到它自己。',
    action: '请去掉这个键或重启 Docker，然后重新检查。',
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
      '`{path}` 开启了 `containerd-snapshotter`。Docker 29 及更新的版本无法同时使用它和重映射。',
    action: '请从文件中去掉这个特性，重启 Docker，然后重新检查。',
  },
  'storage-driver-unusable': {
    title: '存储驱动不支持重映射',
    detail: 'Docker 目前用 `{driver}` 存储数据。',
    action: '请改用 `overlay2`，然后重新检查。',
  },
  'daemon-config-ok': {
    title: '可以安全地修改 Docker 的配置',
    detail: '只会在 `{path}` 中添加一个键，其余每个字节都保持不变。',
    action: '',
  },
} as const satisfies Record<keyof typeof configurationFindings, FindingText>
