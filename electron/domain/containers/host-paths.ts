import type { Container, ContainerMount, Volume } from '#domain/docker-api.ts'

/** Files of this machine that a container gets, besides what Docker itself keeps. */
export type HostMount = {
  readonly source: string
  readonly destination: string
  readonly readWrite: boolean
}

/** Bind mounts, and volumes that are bind mounts in all but name (`--opt o=bind`). */
export function hostMountsOf(
  container: Container,
  volumes: readonly Volume[],
): readonly HostMount[] {
  return container.mounts.flatMap((mount) => {
    const source = mount.type === 'bind' ? mount.source : boundDevice(mount, volumes)
    if (source === undefined || !source.startsWith('/')) return []
    return [{ source, destination: mount.destination, readWrite: mount.readWrite }]
  })
}

function boundDevice(mount: ContainerMount, volumes: readonly Volume[]): string | undefined {
  const options = optionsOf(mount, volumes)
  const isBind = options?.['o']
    ?.split(',')
    .some((option) => option === 'bind' || option === 'rbind')
  return isBind ? options?.['device'] : undefined
}

/** The options of a `local` volume. */
export function optionsOf(
  { type, name, driver }: ContainerMount,
  volumes: readonly Volume[],
): Volume['options'] | undefined {
  if (type !== 'volume' || driver !== 'local') return undefined
  return volumes.find((volume) => volume.name === name)?.options
}

/** Every path that has to be looked at to judge these containers, each once. */
export function pathsToRead(
  containers: readonly Container[],
  volumes: readonly Volume[],
  socketPath: string,
): readonly string[] {
  const paths = containers.flatMap((container) => [
    ...hostMountsOf(container, volumes).map(({ source }) => source),
    ...container.devices.map(({ host }) => host),
  ])
  return [...new Set(containers.length > 0 ? [socketPath, ...paths] : [])]
}

/** File systems that another machine or another program answers for: permission bits are not the whole truth there. */
export function isRemoteFileSystem(type: string): boolean {
  return /^(?:nfs\d?|cifs|smb\d?|smbfs|9p|ceph|glusterfs|lustre|afs|ncpfs|coda|fuse|fuse\..+|autofs)$/.test(
    type,
  )
}

const SYSTEM_TREES = ['/proc', '/sys', '/dev', '/run', '/var/run', '/boot', '/etc', '/usr', '/root']

/**
 * Paths that many programs of the machine share: opening them to containers with chown or setfacl, as a whole, would
 * weaken the machine or break it (sshd refuses keys that a group may read). Homes as a whole are among them.
 */
export function isSharedPath(path: string, homes: readonly string[], dataRoot: string): boolean {
  const clean = path.replace(/\/+$/, '')
  const isTopLevel = clean.split('/').length <= 2
  const isVar = /^\/var\/(?:lib|log|cache|spool|tmp|mail|opt)$/.test(clean)
  return (
    isTopLevel ||
    isVar ||
    homes.includes(clean) ||
    [...SYSTEM_TREES, dataRoot].some((tree) => clean === tree || clean.startsWith(`${tree}/`))
  )
}
