import { isOlderThan } from './docker-version.ts'
import type { Finding } from './findings.ts'
import { blocker, note, warning, when } from './finding.ts'
import type { HostFacts } from './host-facts.ts'

const ENGINE_CODES = {
  none: 'docker-missing',
  stopped: 'docker-stopped',
  rootless: 'docker-rootless',
  desktop: 'docker-desktop',
  snap: 'docker-snap',
  podman: 'docker-podman',
  remote: 'docker-remote',
  'virtual-machine': 'docker-virtual-machine',
  'in-container': 'docker-in-container',
} as const

/** Why this kind of Docker cannot be changed; undefined for a rootful one. */
export function engineBlocker({ docker }: HostFacts): Finding | undefined {
  if (docker.engine === 'rootful') return undefined
  return blocker(ENGINE_CODES[docker.engine], [docker.evidence], { endpoint: docker.evidence })
}

/** How the running Docker is started, and whether it can be asked and restarted. */
export function assessDocker(facts: HostFacts): readonly Finding[] {
  const { docker, machine } = facts
  const isSystemd = machine.serviceManager === 'systemd'
  const version = docker.version ?? ''
  return [
    ...probeNeeded(facts),
    ...when(
      docker.api === 'no-answer' || (docker.api === 'permission-denied' && isElevated(facts)),
      blocker('docker-no-answer', [docker.socketPath]),
    ),
    ...when(
      !isSystemd,
      blocker('service-manager-unsupported', [machine.serviceManager], {
        serviceManager: machine.serviceManager,
      }),
    ),
    ...when(
      isSystemd && !docker.runByUnit,
      blocker('docker-not-a-service', docker.rootDaemons, { unit: docker.unitName }),
    ),
    ...when(docker.rootDaemons.length > 1, blocker('several-daemons', docker.rootDaemons)),
    // User namespaces came with Docker 1.10.
    ...when(isOlderThan(version, 1, 10), blocker('docker-too-old', [version], { version })),
    ...when(docker.apiClient === 'none', blocker('api-client-missing', [])),
    ...when(facts.pkexecPath === undefined, blocker('pkexec-missing', [])),
    ...when(docker.remapped === true, blocker('remapping-already-on', ['name=userns'])),
    // Running containers would go on without the restarted Docker knowing them: it looks in another data root.
    ...when(docker.liveRestore, blocker('live-restore-on', ['LiveRestoreEnabled: true'])),
    ...dataRootClosed(facts),
    ...when(docker.swarmActive, warning('swarm-active', ['Swarm: active'])),
    ...when(docker.api === 'answers', note('docker-ok', [version], { version })),
  ]
}

/** What only root may read here: the socket, a file, or (with /proc mounted hidepid) the daemon's command line. */
function probeNeeded(facts: HostFacts): readonly Finding[] {
  const { docker, unusableFiles } = facts
  const denied = [
    ...(docker.api === 'permission-denied' ? [docker.socketPath] : []),
    ...unusableFiles.filter(({ reason }) => reason === 'permission').map(({ path }) => path),
    ...(docker.daemonArguments.length === 0 ? ['/proc/<dockerd>/cmdline'] : []),
  ]
  return when(denied.length > 0 && !isElevated(facts), blocker('probe-needed', denied))
}

/** Docker checks that the remapped root can pass every directory above its own (moby setupDaemonRoot). */
function dataRootClosed({
  docker: { dataRoot, closedDataRootParents },
}: HostFacts): readonly Finding[] {
  return when(
    closedDataRootParents.length > 0,
    blocker('data-root-closed', closedDataRootParents, { dataRoot: dataRoot ?? '' }),
  )
}

function isElevated({ access }: HostFacts): boolean {
  return access === 'elevated'
}
