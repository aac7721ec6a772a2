import type { kubernetesFindings } from '#domain/findings/kubernetes.ts'
import type { FindingText } from './finding-text.ts'

export const kubernetesFindingsInEnglish = {
  'kubernetes-too-old': {
    title: 'Kubernetes {version} does not work with remapping',
    detail:
      'Pods on the host’s network break under user namespaces, and Kubernetes before 1.5 cannot leave them out.',
    action: 'Update Kubernetes to 1.5 or newer, or keep remapping off on this machine.',
  },
  'kubernetes-node': {
    title: 'This machine is a Kubernetes node that may use this Docker: `{program}`',
    detail:
      'Docker refuses privileged pods and pods on the host’s network under remapping, the control plane’s among them. Kubernetes 1.5 to 1.23 can leave such pods out with the feature gate `ExperimentalHostUserNamespaceDefaulting`; before 1.5 there is no way, and networks break.',
    action:
      'Move the node to containerd or to another machine first, or drain it and try with the feature gate.',
  },
  'kubernetes-own-runtime': {
    title: 'Kubernetes here does not use Docker',
    detail: '`{program}` runs its pods in a runtime of its own, which remapping does not touch.',
    action: '',
  },
  'kubernetes-cri-dockerd': {
    title: 'cri-dockerd runs pods in this Docker',
    detail:
      'It never asks for the host’s user namespace, so Docker refuses privileged pods and pods on the host’s network once remapping is on.',
    action: 'Move the node to containerd or to another machine before you turn remapping on.',
  },
  'kubernetes-kind': {
    title: 'kind clusters will have to be created again: {containers}',
    detail:
      'Their nodes stay in the old data directory. kind notices remapping and starts new nodes with `--userns=host`, so they work, but are not remapped.',
    action:
      'Save what you need from the clusters, and create them again with `kind create cluster`.',
  },
  'kubernetes-minikube': {
    title: 'minikube does not support remapping: {containers}',
    detail:
      'Its documentation rules out the `docker` driver under user namespace remapping, and starting has been seen to hang.',
    action: 'Use another driver of minikube, such as `kvm2`, or another machine.',
  },
  'kubernetes-k3d': {
    title: 'k3d clusters will not start under remapping: {containers}',
    detail:
      'Their nodes are privileged containers, which Docker refuses then. An open issue asks k3d for `--userns=host`.',
    action: 'Move these clusters to another machine, or use kind, which knows remapping.',
  },
} as const satisfies Record<keyof typeof kubernetesFindings, FindingText>
