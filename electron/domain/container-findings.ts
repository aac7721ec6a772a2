import type { Container } from './docker-api.ts'
import { warning, when } from './finding.ts'
import type { Finding } from './findings.ts'
import type { HostFacts } from './host-facts.ts'

const DOCKER_SOCKETS = new Set(['/var/run/docker.sock', '/run/docker.sock'])

/** What happens to the containers and images that exist. Nothing when the API could not be asked. */
export function assessContainers({ docker }: HostFacts): readonly Finding[] {
  if (docker.api !== 'answers') return []
  const { containers, imageCount, dataRoot = '' } = docker
  const running = containers.filter((container) => container.running)
  return [
    ...when(
      running.length > 0,
      warning('running-containers-stop', running.map(nameOf), { count: String(running.length) }),
    ),
    ...when(
      containers.length > 0 || imageCount !== 0,
      warning('existing-objects-hidden', [], {
        containers: String(containers.length),
        images: imageCount === undefined ? '?' : String(imageCount),
        dataRoot,
      }),
    ),
    ...assessRemapped(containers.filter(({ usernsMode }) => usernsMode !== 'host')),
  ]
}

/** Containers that would be remapped if they were created anew. */
function assessRemapped(containers: readonly Container[]): readonly Finding[] {
  const hostNamespaces = containers.filter((container) => optionsRefused(container).length > 0)
  const socketUsers = containers.filter(({ mounts }) =>
    mounts.some(({ source }) => DOCKER_SOCKETS.has(source)),
  )
  const bindUsers = containers.filter((container) => boundDirectories(container).length > 0)
  return [
    ...when(
      hostNamespaces.length > 0,
      warning(
        'containers-need-host-namespace',
        hostNamespaces.map(
          (container) => `${container.name}: ${optionsRefused(container).join(' ')}`,
        ),
      ),
    ),
    ...when(
      socketUsers.length > 0,
      warning('containers-use-docker-socket', socketUsers.map(nameOf)),
    ),
    ...when(
      bindUsers.length > 0,
      warning(
        'containers-use-bind-mounts',
        bindUsers.map((container) => `${container.name}: ${boundDirectories(container).join(' ')}`),
      ),
    ),
  ]
}

/** Options that Docker refuses with remapping, unless `--userns=host` comes with them. */
function optionsRefused({ privileged, networkMode, pidMode }: Container): readonly string[] {
  return [
    ...(privileged ? ['--privileged'] : []),
    ...(networkMode === 'host' ? ['--network=host'] : []),
    ...(pidMode === 'host' ? ['--pid=host'] : []),
  ]
}

function boundDirectories({ mounts }: Container): readonly string[] {
  return mounts
    .filter(({ type, source }) => type === 'bind' && !DOCKER_SOCKETS.has(source))
    .map(({ source }) => source)
}

function nameOf({ name }: Container): string {
  return name
}
