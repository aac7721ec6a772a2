import type { HostFacts } from '#domain/host-facts.ts'
import type { KubernetesCluster } from '#domain/kernel/kubernetes.ts'
import { isBeforeHostNamespaces } from '#domain/kernel/kubernetes.ts'
import type { Declaration, Declarations, Source } from './declaration.ts'
import { when } from './declaration.ts'
import { readInSource, reported } from './sources.ts'

const HOST_NAMESPACES = 'https://github.com/kubernetes/kubernetes/pull/31169'

/** Kubernetes on this machine, and what becomes of it. */
export const kubernetesFindings = {
  /**
   * Pods on the host's network break, and Kubernetes before 1.5 has no way to leave them out of remapping. values: version
   */
  'kubernetes-too-old': {
    severity: 'blocker',
    source: reported(HOST_NAMESPACES),
    find: ({ kubernetes: { node } }) =>
      node?.usesDocker !== 'no' &&
      node?.version !== undefined &&
      isBeforeHostNamespaces(node.version)
        ? when(true, node.evidence, { version: node.version })
        : [],
  },
  /** Pods of the control plane are privileged or on the host's network (kubernetes#33508). values: program */
  'kubernetes-node': {
    severity: 'warning',
    source: reported('https://github.com/kubernetes/kubernetes/issues/33508'),
    find: ({ kubernetes: { node } }) =>
      node === undefined ||
      node.usesDocker === 'no' ||
      (node.version !== undefined && isBeforeHostNamespaces(node.version))
        ? []
        : when(true, node.evidence, { program: node.program }),
  },
  /** values: program */
  'kubernetes-own-runtime': {
    severity: 'note',
    source: reported('https://kubernetes.io/docs/setup/production-environment/container-runtimes/'),
    find: ({ kubernetes: { node } }) =>
      node?.usesDocker === 'no' ? when(true, node.evidence, { program: node.program }) : [],
  },
  'kubernetes-cri-dockerd': {
    severity: 'warning',
    source: reported('https://github.com/kubernetes/kubernetes/issues/33508'),
    find: ({ kubernetes: { criDockerd } }) =>
      criDockerd === undefined ? [] : when(true, [criDockerd]),
  },
  /** kind sees that remapping is on, and starts its nodes with `--userns=host`. values: containers */
  'kubernetes-kind': cluster(
    'kind',
    readInSource(
      'https://github.com/kubernetes-sigs/kind/blob/main/pkg/cluster/internal/providers/docker/util.go',
    ),
  ),
  /** values: containers */
  'kubernetes-minikube': cluster(
    'minikube',
    reported('https://github.com/kubernetes/minikube/issues/9607'),
  ),
  /** values: containers */
  'kubernetes-k3d': cluster('k3d', reported('https://github.com/k3d-io/k3d/issues/547')),
} as const satisfies Declarations

function cluster(tool: KubernetesCluster['tool'], source: Source): Declaration {
  return {
    severity: 'warning',
    source,
    find: ({ kubernetes }: HostFacts) =>
      kubernetes.clusters
        .filter((found) => found.tool === tool)
        .map(({ containers }) => ({
          evidence: containers,
          values: { containers: containers.join(', ') },
        })),
  }
}
