import type { Container } from '#domain/docker-api.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { Declarations } from './declaration.ts'
import { when } from './declaration.ts'
import { mobyDaemon, remapDocs, reported } from './sources.ts'

const DOCKER_SOCKETS = new Set(['/var/run/docker.sock', '/run/docker.sock'])

/** What happens to the containers and images that exist. Nothing where the API could not be asked. */
export const containerFindings = {
  /** values: count; evidence: names */
  'running-containers-stop': {
    severity: 'warning',
    source: remapDocs,
    find: ({ docker }) => {
      const running = known(docker).filter((container) => container.running)
      return when(running.length > 0, running.map(nameOf), { count: String(running.length) })
    },
  },
  /** values: containers, images (`?` when unknown), dataRoot */
  'existing-objects-hidden': {
    severity: 'warning',
    source: remapDocs,
    find: ({ docker: { api, containers, imageCount, dataRoot = '' } }) =>
      when(api === 'answers' && (containers.length > 0 || imageCount !== 0), [], {
        containers: String(containers.length),
        images: imageCount === undefined ? '?' : String(imageCount),
        dataRoot,
      }),
  },
  /** Containers that Docker refuses to create with remapping, unless with `--userns=host`. evidence: name and options */
  'containers-need-host-namespace': {
    severity: 'warning',
    source: mobyDaemon,
    find: ({ docker }) => {
      const refused = remapped(docker).filter((container) => optionsRefused(container).length > 0)
      return when(
        refused.length > 0,
        refused.map((container) => `${container.name}: ${optionsRefused(container).join(' ')}`),
      )
    },
  },
  /** Containers that mount Docker's socket, which becomes unreadable to them. evidence: names */
  'containers-use-docker-socket': {
    severity: 'warning',
    source: reported('https://github.com/docker/compose/issues/6185'),
    find: ({ docker }) => {
      const users = remapped(docker).filter(({ mounts }) =>
        mounts.some(({ source }) => DOCKER_SOCKETS.has(source)),
      )
      return when(users.length > 0, users.map(nameOf))
    },
  },
  /** Containers that mount directories of the host. evidence: name and directories */
  'containers-use-bind-mounts': {
    severity: 'warning',
    source: reported('https://github.com/moby/moby/issues/48130'),
    find: ({ docker }) => {
      const users = remapped(docker).filter((container) => boundDirectories(container).length > 0)
      return when(
        users.length > 0,
        users.map((container) => `${container.name}: ${boundDirectories(container).join(' ')}`),
      )
    },
  },
} as const satisfies Declarations

function known({ api, containers }: HostFacts['docker']): readonly Container[] {
  return api === 'answers' ? containers : []
}

/** Containers that would be remapped if they were created anew. */
function remapped(docker: HostFacts['docker']): readonly Container[] {
  return known(docker).filter(({ usernsMode }) => usernsMode !== 'host')
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
