import type { Container } from '#domain/docker-api.ts'

/** Who made a container, and so where its options are changed. */
export type Creator =
  | { readonly kind: 'run' }
  | {
      readonly kind: 'compose'
      readonly project: string
      readonly service: string
      /** Absolute; empty where Compose (before 1.25) did not note them. */
      readonly files: readonly string[]
    }
  | { readonly kind: 'swarm'; readonly service: string }
  | { readonly kind: 'dev-container'; readonly folder: string }
  | { readonly kind: 'kind' | 'minikube' | 'k3d' | 'testcontainers' | 'buildx' | 'kubernetes' }

const KEYS = {
  composeProject: 'com.docker.compose.project',
  composeService: 'com.docker.compose.service',
  composeFiles: 'com.docker.compose.project.config_files',
  composeDir: 'com.docker.compose.project.working_dir',
  swarm: 'com.docker.swarm.service.name',
  devContainer: 'devcontainer.local_folder',
  kind: 'io.x-k8s.kind.cluster',
  minikube: 'created_by.minikube.sigs.k8s.io',
  k3d: 'k3d.cluster',
  testcontainers: 'org.testcontainers',
  kubernetes: 'io.kubernetes.pod.name',
} as const

const keys: ReadonlySet<string> = new Set(Object.values(KEYS))

export function isCreatorLabel(key: string): boolean {
  return keys.has(key)
}

/** Read from the labels that each tool leaves on its containers; buildx leaves none, but names its builders alike. */
export function creatorOf({ labels, name, image }: Container): Creator {
  const label = (key: keyof typeof KEYS) => labels[KEYS[key]]
  const has = (key: keyof typeof KEYS) => label(key) !== undefined
  if (has('kind')) return { kind: 'kind' }
  if (has('minikube')) return { kind: 'minikube' }
  if (has('k3d')) return { kind: 'k3d' }
  if (has('kubernetes')) return { kind: 'kubernetes' }
  if (has('swarm')) return { kind: 'swarm', service: label('swarm') ?? '' }
  if (has('testcontainers') || /(?:^|\/)testcontainers\/ryuk(?::|@|$)/.test(image)) {
    return { kind: 'testcontainers' }
  }
  if (name.startsWith('buildx_buildkit_')) return { kind: 'buildx' }
  if (has('devContainer')) return { kind: 'dev-container', folder: label('devContainer') ?? '' }
  const project = label('composeProject')
  if (project === undefined) return { kind: 'run' }
  return {
    kind: 'compose',
    project,
    service: label('composeService') ?? '',
    files: composeFiles(label('composeFiles') ?? '', label('composeDir') ?? ''),
  }
}

/** Compose joins them with commas, and older ones noted them relative to the project's directory. */
function composeFiles(list: string, directory: string): readonly string[] {
  return list
    .split(',')
    .filter((path) => path !== '')
    .map((path) => (path.startsWith('/') || directory === '' ? path : `${directory}/${path}`))
}
