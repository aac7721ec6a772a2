import { parseDockerdArguments } from './dockerd-arguments.ts'
import type { DockerFacts } from './host-facts.ts'
import type { DaemonProcess, HostSnapshot } from './host-snapshot.ts'

/** Which Docker the user's `docker` command reaches, and the words of the machine that say so. */
export type DetectedEngine = {
  readonly engine: DockerFacts['engine']
  readonly evidence: string
}

/**
 * Follows the `docker` command: Podman's shim, then the endpoint that the environment and the context choose, then what
 * answers at this machine's own socket. A socket without a local daemon behind it counts as remote: it may be a tunnel.
 */
export function detectEngine(snapshot: HostSnapshot): DetectedEngine {
  return (
    detectPodman(snapshot) ??
    detectEndpoint(snapshot) ??
    detectOutsideOf(snapshot) ??
    detectLocal(snapshot)
  )
}

/** The daemons that run as root on this machine itself, not in one of its containers. */
export function rootDaemonsOf({ docker }: HostSnapshot): readonly DaemonProcess[] {
  return docker.daemons.filter((daemon) => daemon.uid === 0 && !daemon.inContainer)
}

/** podman-docker installs a script that runs podman. */
function detectPodman({ docker: { cli } }: HostSnapshot): DetectedEngine | undefined {
  if (!cli) return undefined
  const isPodman = cli.realPath.endsWith('/podman') || /\bpodman\b/.test(cli.scriptText ?? '')
  return isPodman ? { engine: 'podman', evidence: cli.path } : undefined
}

/** DOCKER_HOST wins over DOCKER_CONTEXT, and that over the current context (docker/cli resolveContextName). */
function detectEndpoint(snapshot: HostSnapshot): DetectedEngine | undefined {
  const { environment, dockerContext } = snapshot.user
  if (environment.DOCKER_HOST) {
    const engine = engineOfEndpoint(environment.DOCKER_HOST, snapshot)
    return engine && { engine, evidence: `DOCKER_HOST=${environment.DOCKER_HOST}` }
  }
  const name = environment.DOCKER_CONTEXT ?? dockerContext?.name ?? 'default'
  if (name === 'default') return undefined
  const endpoint = dockerContext?.name === name ? dockerContext.endpoint : undefined
  const engine =
    endpoint === undefined ? engineOfContextName(name) : engineOfEndpoint(endpoint, snapshot)
  const evidence = endpoint === undefined ? `context ${name}` : `context ${name}: ${endpoint}`
  return engine && { engine, evidence }
}

function engineOfContextName(name: string): DockerFacts['engine'] {
  if (name === 'desktop-linux') return 'desktop'
  if (name === 'rootless') return 'rootless'
  return /^(?:colima|lima|rancher-desktop|orbstack)/.test(name) ? 'virtual-machine' : 'remote'
}

/** undefined: this machine's own socket, which is looked at afterwards. */
function engineOfEndpoint(
  endpoint: string,
  snapshot: HostSnapshot,
): DockerFacts['engine'] | undefined {
  const path = /^unix:\/\/(?<path>\/.*)$/.exec(endpoint)?.groups?.['path']
  if (path === undefined) return 'remote'
  const known = engineOfSocket(path)
  if (known) return known
  const isOurs =
    isSystemSocket(path) ||
    rootDaemonsOf(snapshot).some(({ argv }) => parseDockerdArguments(argv).hosts.includes(endpoint))
  return isOurs ? undefined : 'remote'
}

function engineOfSocket(path: string): DockerFacts['engine'] | undefined {
  if (path.endsWith('/podman.sock')) return 'podman'
  if (path.includes('/.docker/desktop/')) return 'desktop'
  if (/\/(?:\.(?:colima|rd|lima|orbstack)|\.config\/colima)\//.test(path)) return 'virtual-machine'
  return /^\/run\/user\/\d+\/docker\.sock$/.test(path) ? 'rootless' : undefined
}

function isSystemSocket(path: string): boolean {
  return path === '/var/run/docker.sock' || path === '/run/docker.sock'
}

/** Docker that is not this machine's: we are in a container, or what answers says that it is something else. */
function detectOutsideOf({ machine, docker }: HostSnapshot): DetectedEngine | undefined {
  const [marker] = machine.containerMarkers
  if (marker !== undefined) return { engine: 'in-container', evidence: marker }
  if (machine.containerManager === 'docker' || machine.containerManager === 'podman') {
    return {
      engine: 'in-container',
      evidence: `/run/systemd/container: ${machine.containerManager}`,
    }
  }
  const { realPath } = docker.socket
  if (realPath !== undefined && engineOfSocket(realPath) === 'podman') {
    return { engine: 'podman', evidence: `${docker.socket.path} → ${realPath}` }
  }
  if (docker.info?.operatingSystem.includes('Docker Desktop')) {
    return { engine: 'desktop', evidence: `OperatingSystem: ${docker.info.operatingSystem}` }
  }
  if (docker.info?.securityOptions.some((option) => option.startsWith('name=rootless'))) {
    return { engine: 'rootless', evidence: 'SecurityOptions: name=rootless' }
  }
  return undefined
}

function detectLocal(snapshot: HostSnapshot): DetectedEngine {
  const { docker } = snapshot
  const [daemon, ...others] = rootDaemonsOf(snapshot)
  if (daemon && others.length === 0 && isFromSnap(daemon)) {
    return { engine: 'snap', evidence: daemon.argv.join(' ') }
  }
  if (daemon) return { engine: 'rootful', evidence: daemon.argv.join(' ') }

  // /proc mounted with hidepid hides root's processes from the user; systemd still tells.
  const unit = docker.unit?.loadState === 'loaded' ? docker.unit : undefined
  if (unit?.activeState === 'active') {
    return { engine: 'rootful', evidence: `${unit.name}: active` }
  }
  const isAnswering =
    docker.socket.state === 'answers' || docker.socket.state === 'permission-denied'
  const script = docker.configuration?.script
  if (script && !isAnswering) return { engine: 'stopped', evidence: script.path }
  if (unit && !isAnswering)
    return { engine: 'stopped', evidence: `${unit.name}: ${unit.activeState}` }

  const [other] = docker.daemons
  if (other) {
    const engine = other.inContainer ? 'in-container' : 'rootless'
    return { engine, evidence: other.argv.join(' ') }
  }
  if (docker.cli && isSnapPath(docker.cli)) return { engine: 'snap', evidence: docker.cli.path }
  for (const path of docker.otherSockets) {
    const engine = engineOfSocket(path)
    if (engine) return { engine, evidence: path }
  }
  if (isAnswering) return { engine: 'remote', evidence: docker.socket.path }
  return { engine: 'none', evidence: docker.cli?.path ?? docker.socket.path }
}

function isFromSnap(daemon: DaemonProcess): boolean {
  return (
    daemon.argv[0]?.startsWith('/snap/') === true ||
    daemon.argv.join(' ').includes('/var/snap/docker/')
  )
}

function isSnapPath(cli: { readonly path: string; readonly realPath: string }): boolean {
  return (
    cli.path.startsWith('/snap/') ||
    cli.realPath.startsWith('/snap/') ||
    cli.realPath === '/usr/bin/snap'
  )
}
