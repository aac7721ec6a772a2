import type { Text } from './en.ts'

export const consentsInChinese: Text['consents'] = {
  'raise-namespace-limit': {
    title: '允许在这台机器上使用用户命名空间',
    does: 'Subroot 会调高 `user.max_user_namespaces`：立即生效，并通过 `/etc/sysctl.d` 中的文件在每次启动时生效。',
    means:
      '把上限设为 0 往往是安全策略：RHEL 的 DISA STIG 就有此要求，但在确有需要并有记录时也接受其他值。用户命名空间会让本机用户接触到更多内核功能。只有在您有权决定时才请同意。',
    undo: '撤销会删除该文件，并把上限改回原值。',
  },
  'add-kernel-arguments': {
    title: '更改内核的启动参数',
    does: 'Subroot 会用引导程序自带的工具添加缺少的参数。重启机器后生效，之后 Subroot 会从您离开的地方继续。',
    means: '这台机器以后每次启动都会使用这些参数。启动方式的其他部分保持不变。',
    undo: '撤销会用同一工具去掉添加的参数，同样在重启后生效。',
  },
  'drop-remap-flag': {
    title: '从 Docker 的命令行中去掉 `--userns-remap`',
    does: 'Subroot 会在 Docker 服务传递该选项的地方把它去掉（从选项文件中删除，或用一个 drop-in 文件覆盖），并从 Docker 的配置文件中去掉旧的设置，使这项设置只出现在一处。',
    means:
      '同一设置出现在两处时 Docker 无法启动。如果这个服务由其他工具管理，例如配置管理系统，该选项可能会被加回来。',
    undo: '撤销会关闭重映射，但不会恢复这些旧设置：有了它们，Docker 将无法再像现在这样启动。如果在 Docker 停止之后需要还原更改，也是如此。',
  },
  'replace-pending-remap': {
    title: '取代 Docker 配置文件中已有的重映射要求',
    does: 'Subroot 会从 Docker 的配置文件中去掉旧的设置，为重映射用户分配一个经过检查的范围，再按您的选择设置重映射。',
    means: '旧的设置尚未生效：它会在 Docker 下次启动时生效，所用的范围则取决于那时的用户配置。',
    undo: '撤销会关闭重映射，但不会恢复旧的设置：有了它，Docker 将无法再像现在这样启动。如果在 Docker 停止之后需要还原更改，也是如此。',
  },
  'normalise-ranges': {
    title: '整理重映射用户自己的范围',
    does: 'Subroot 会把 `/etc/subuid` 和 `/etc/subgid` 中重映射用户的各行分别合并为一行，其他人的行保持不变。',
    means:
      'Docker 用被替换的行创建的镜像、容器和卷会保留在各自的目录中，例如 `/var/lib/docker/100000.100000`，新范围不会使用它们。属于那些 ID 的其他文件保留原来的 ID，此后不再属于任何容器。',
    undo: '撤销会逐字节恢复这些行。',
  },
  'turn-off-containerd-snapshotter': {
    title: '为 Docker 关闭 containerd 镜像存储',
    does: 'Subroot 会在 Docker 的配置文件中关闭 `containerd-snapshotter`。',
    means:
      'Docker 29 及更新版本无法同时使用它和重映射。该存储中的镜像和容器都会保留，但在撤销之前看不到；只有该存储才支持的功能在此期间不可用。',
    undo: '撤销会恢复该文件，该存储中的内容会重新可见。',
  },
}
