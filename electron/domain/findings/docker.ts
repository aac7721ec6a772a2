import { dockerServiceOf } from '#domain/docker-service.ts'
import { isOlderThan } from '#domain/docker-version.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { Declarations } from './declaration.ts'
import { when } from './declaration.ts'
import { derived, documented, mobyDaemon, readInSource, remapDocs, reported } from './sources.ts'

/** How the running Docker is started, and whether it can be asked and restarted. */
export const dockerFindings = {
  /** What only root may read here: reading it as root would tell. */
  'probe-needed': {
    severity: 'blocker',
    source: documented('https://docs.docker.com/engine/install/linux-postinstall/'),
    find: (facts) => {
      const denied = unreadable(facts)
      return when(denied.length > 0 && !isElevated(facts), denied)
    },
  },
  'docker-no-answer': {
    severity: 'blocker',
    source: documented('https://docs.docker.com/engine/daemon/troubleshoot/'),
    find: (facts) =>
      when(
        facts.docker.api === 'no-answer' ||
          (facts.docker.api === 'permission-denied' && isElevated(facts)),
        [facts.docker.socketPath],
      ),
  },
  /** values: serviceManager */
  'service-manager-unsupported': {
    severity: 'blocker',
    source: readInSource('https://github.com/moby/moby/tree/master/contrib/init'),
    find: ({ machine: { serviceManager } }) =>
      when(serviceManager === 'unknown', [serviceManager], { serviceManager }),
  },
  /** dockerd runs, but its service is not what runs it. values: unit */
  'docker-not-a-service': {
    severity: 'blocker',
    source: documented('https://docs.docker.com/engine/daemon/start/'),
    find: (facts) => {
      const { docker, machine } = facts
      return when(machine.serviceManager !== 'unknown' && !docker.runByUnit, docker.rootDaemons, {
        unit: dockerServiceOf(facts).name,
      })
    },
  },
  /**
   * Without systemd a script starts dockerd, and a script can do anything: only where its options are understood, and the
   * running daemon has them, is it sure what a restart starts. values: path
   */
  'service-options-unclear': {
    severity: 'blocker',
    source: readInSource('https://github.com/moby/moby/tree/master/contrib/init'),
    find: ({
      docker: { configuration, runByUnit, daemonArguments },
      machine: { serviceManager },
    }) => {
      const isScript = serviceManager !== 'systemd' && serviceManager !== 'unknown'
      const isUnclear = configuration.nextArguments === undefined
      const { options } = configuration
      const path = options?.path ?? (serviceManager === 'runit' ? '/etc/sv/docker' : '/etc/init.d')
      return when(isScript && runByUnit && isUnclear, [daemonArguments.join(' ')], { path })
    },
  },
  /** evidence: the command lines */
  'several-daemons': {
    severity: 'blocker',
    source: documented('https://docs.docker.com/reference/cli/dockerd/#run-multiple-daemons'),
    find: ({ docker: { rootDaemons } }) => when(rootDaemons.length > 1, rootDaemons),
  },
  /** User namespaces came with Docker 1.10. values: version */
  'docker-too-old': {
    severity: 'blocker',
    source: readInSource('https://github.com/moby/moby/blob/v1.10.0/CHANGELOG.md'),
    find: ({ docker: { version = '' } }) =>
      when(isOlderThan(version, 1, 10), [version], { version }),
  },
  'api-client-missing': {
    severity: 'blocker',
    source: derived('https://docs.docker.com/reference/api/engine/'),
    find: ({ docker }) => when(docker.apiClient === 'none', []),
  },
  /** The user can become root in a terminal. */
  'pkexec-missing': {
    severity: 'warning',
    source: documented('https://polkit.pages.freedesktop.org/polkit/pkexec.1.html'),
    find: ({ pkexecPath }) => when(pkexecPath === undefined, []),
  },
  'remapping-already-on': {
    severity: 'blocker',
    source: readInSource('https://github.com/moby/moby/blob/master/daemon/info.go'),
    find: ({ docker }) => when(docker.remapped === true, ['name=userns']),
  },
  /**
   * Running containers would go on without the restarted Docker knowing them: it looks in another data root. So the
   * plan stops them first.
   */
  'live-restore-on': {
    severity: 'warning',
    source: derived('https://docs.docker.com/engine/daemon/live-restore/'),
    find: ({ docker }) => when(docker.liveRestore, ['LiveRestoreEnabled: true']),
  },
  /**
   * Docker checks that the remapped root can pass every directory above its own (setupDaemonRoot).
   * values: dataRoot; evidence: the closed directories
   */
  'data-root-closed': {
    severity: 'blocker',
    source: mobyDaemon,
    find: ({ docker: { dataRoot = '', closedDataRootParents } }) =>
      when(closedDataRootParents.length > 0, closedDataRootParents, { dataRoot }),
  },
  /** Swarm's state is below the data root, so the node is out of the swarm. */
  'swarm-active': {
    severity: 'warning',
    source: reported('https://github.com/moby/moby/issues/37560'),
    find: ({ docker }) => when(docker.swarmActive, ['Swarm: active']),
  },
  /** values: version */
  'docker-ok': {
    severity: 'note',
    source: remapDocs,
    find: ({ docker: { api, version = '' } }) => when(api === 'answers', [version], { version }),
  },
} as const satisfies Declarations

/** The socket, a file, or (with /proc mounted hidepid) the daemon's command line. */
function unreadable({ docker, unusableFiles }: HostFacts): readonly string[] {
  return [
    ...(docker.api === 'permission-denied' ? [docker.socketPath] : []),
    ...unusableFiles.filter(({ reason }) => reason === 'permission').map(({ path }) => path),
    ...(docker.daemonArguments.length === 0 ? ['/proc/<dockerd>/cmdline'] : []),
  ]
}

function isElevated({ access }: HostFacts): boolean {
  return access === 'elevated'
}
