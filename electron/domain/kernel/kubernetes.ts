import type { Container } from '#domain/docker-api.ts'
import type { KernelSnapshot, KubernetesProcess } from './kernel-snapshot.ts'

/** A Kubernetes on this machine, and whether its pods are containers of this Docker. */
export type KubernetesFacts = {
  /** The node agent, where one runs here; undefined where none does. */
  readonly node:
    | {
        readonly program: string
        /** Whether its pods run in this Docker; `unknown` where its command line does not say and no pod is there. */
        readonly usesDocker: 'yes' | 'no' | 'unknown'
        /** For example `1.4`; undefined where nothing on the machine tells without asking the cluster. */
        readonly version: string | undefined
        readonly evidence: readonly string[]
      }
    | undefined
  /** The command line of cri-dockerd, which runs pods in Docker for Kubernetes from 1.24 on. */
  readonly criDockerd: string | undefined
  /** Clusters whose nodes are containers of this Docker, with the names of those. */
  readonly clusters: readonly KubernetesCluster[]
}

export type KubernetesCluster = {
  readonly tool: 'kind' | 'minikube' | 'k3d'
  readonly containers: readonly string[]
}

const NODE_PROGRAMS = new Set([
  'kubelet',
  'hyperkube',
  'k3s-server',
  'k3s-agent',
  'k3s',
  'kubelite',
])

export function kubernetesFacts(
  kernel: Pick<KernelSnapshot, 'kubernetesProcesses' | 'kubernetesPaths'> | undefined,
  containers: readonly Container[],
): KubernetesFacts {
  const processes = kernel?.kubernetesProcesses ?? []
  const node = processes.find(({ name }) => NODE_PROGRAMS.has(name))
  const criDockerd = processes.find(({ name }) => name === 'cri-dockerd')
  return {
    node: nodeFacts(node, criDockerd, kernel?.kubernetesPaths ?? [], containers),
    criDockerd: criDockerd && commandLine(criDockerd),
    clusters: clustersIn(containers),
  }
}

/** Where nothing runs, directories alone are what an earlier cluster may have left. */
function nodeFacts(
  node: KubernetesProcess | undefined,
  criDockerd: KubernetesProcess | undefined,
  paths: readonly string[],
  containers: readonly Container[],
): KubernetesFacts['node'] {
  // What dockershim and cri-dockerd call the containers of pods.
  const pods = containers.filter(({ name }) => name.startsWith('k8s_'))
  if (node === undefined && pods.length === 0) return undefined
  return {
    program: node?.name ?? 'kubelet',
    usesDocker: pods.length > 0 || criDockerd ? 'yes' : node ? usesDocker(node) : 'yes',
    version: versionIn(pods),
    evidence: [
      ...(node ? [commandLine(node)] : []),
      ...pods.slice(0, 3).map(({ name }) => name),
      ...paths,
    ],
  }
}

/**
 * k3s and MicroK8s bring their own containerd, unless k3s is told `--docker` (docs.k3s.io, "Using Docker"). A kubelet says
 * where its runtime is: `--container-runtime-endpoint`; until 1.23 Docker was what it used unasked.
 */
function usesDocker({ name, argv }: KubernetesProcess): 'yes' | 'no' | 'unknown' {
  if (argv.includes('--docker')) return 'yes'
  if (name.startsWith('k3s') || name === 'kubelite') return 'no'
  const text = argv.join(' ')
  const endpoint = /--container-runtime-endpoint[= ](?<endpoint>\S+)/.exec(text)?.groups?.[
    'endpoint'
  ]
  if (endpoint !== undefined) return /dockerd|dockershim/.test(endpoint) ? 'yes' : 'no'
  return /--container-runtime[= ]docker\b/.test(text) ? 'yes' : 'unknown'
}

/** From the images that every release of Kubernetes builds for itself: `registry.k8s.io/kube-proxy:v1.22.3`. */
function versionIn(pods: readonly Container[]): string | undefined {
  for (const { image } of pods) {
    const match =
      /(?:kube-(?:proxy|apiserver|scheduler|controller-manager)|hyperkube)(?:-\w+)?:v(?<version>\d+\.\d+)/.exec(
        image,
      )
    if (match?.groups?.['version'] !== undefined) return match.groups['version']
  }
  return undefined
}

/** Before 1.5 Kubernetes could not ask Docker for the host's user namespace (kubernetes#31169). */
export function isBeforeHostNamespaces(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < 1 || (major === 1 && minor < 5)
}

/** Known by their node images: kindest/node, kicbase, rancher/k3s; k3d's helpers by its names. */
function clustersIn(containers: readonly Container[]): readonly KubernetesCluster[] {
  const tools = [
    ['kind', ({ image }: Container) => /(?:^|\/)kindest\/(?:node|haproxy)(?::|@|$)/.test(image)],
    ['minikube', ({ image }: Container) => /(?:^|\/)kicbase(?:-builds)?(?::|@|$)/.test(image)],
    [
      'k3d',
      ({ image, name }: Container) =>
        name.startsWith('k3d-') && /rancher\/k3s|k3d-(?:proxy|tools)/.test(image),
    ],
  ] as const
  return tools.flatMap(([tool, belongs]) => {
    const own = containers.filter(belongs).map(({ name }) => name)
    return own.length > 0 ? [{ tool, containers: own }] : []
  })
}

/** The program and what it says about its runtime: other options may hold a token. */
function commandLine({ argv, name }: KubernetesProcess): string {
  const text = argv.join(' ')
  return [
    name,
    ...(text.match(/--(?:docker|container-runtime(?:-endpoint)?)(?:[= ][^-\s]\S*|\b)/g) ?? []),
  ].join(' ')
}
