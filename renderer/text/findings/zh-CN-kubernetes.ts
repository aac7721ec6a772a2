import type { kubernetesFindings } from '#domain/findings/kubernetes.ts'
import type { FindingText } from './finding-text.ts'

export const kubernetesFindingsInChinese = {
  'kubernetes-too-old': {
    title: 'Kubernetes {version} 无法与重映射一起使用',
    detail:
      '使用宿主机网络的 Pod 在用户命名空间下会出故障，而 1.5 之前的 Kubernetes 无法把它们排除在外。',
    action: '请把 Kubernetes 升级到 1.5 或更新的版本，或者不在这台机器上启用重映射。',
  },
  'kubernetes-node': {
    title: '这台机器是 Kubernetes 节点，可能正在使用这个 Docker：`{program}`',
    detail:
      '启用重映射后，Docker 会拒绝特权 Pod 和使用宿主机网络的 Pod，控制平面的 Pod 也在其中。Kubernetes 1.5 到 1.23 可以用特性门控 `ExperimentalHostUserNamespaceDefaulting` 把它们排除在外；1.5 之前没有办法，网络会出故障。',
    action: '请先把节点换成 containerd 或移到别的机器，或者清空节点后打开特性门控再试。',
  },
  'kubernetes-own-runtime': {
    title: '这里的 Kubernetes 不使用 Docker',
    detail: '`{program}` 用自己的运行时运行 Pod，重映射不会影响它。',
    action: '',
  },
  'kubernetes-cri-dockerd': {
    title: 'cri-dockerd 在这个 Docker 里运行 Pod',
    detail:
      '它从不请求宿主机的用户命名空间，所以启用重映射后，Docker 会拒绝特权 Pod 和使用宿主机网络的 Pod。',
    action: '启用重映射之前，请先把节点换成 containerd 或移到别的机器。',
  },
  'kubernetes-kind': {
    title: 'kind 集群需要重新创建：{containers}',
    detail:
      '它们的节点留在旧的数据目录里。kind 会发现重映射，并用 `--userns=host` 启动新节点，所以可以工作，但不会被重映射。',
    action: '请保存集群里需要的内容，然后用 `kind create cluster` 重新创建。',
  },
  'kubernetes-minikube': {
    title: 'minikube 不支持重映射：{containers}',
    detail: '它的文档说明 `docker` 驱动不能与用户命名空间重映射一起使用，也有过启动时卡住的情况。',
    action: '请改用 minikube 的其他驱动（例如 `kvm2`），或者换一台机器。',
  },
  'kubernetes-k3d': {
    title: 'k3d 集群在重映射下无法启动：{containers}',
    detail:
      '它们的节点是特权容器，那时会被 Docker 拒绝。已有一个未解决的问题请求 k3d 支持 `--userns=host`。',
    action: '请把这些集群移到别的机器，或者改用支持重映射的 kind。',
  },
} as const satisfies Record<keyof typeof kubernetesFindings, FindingText>
