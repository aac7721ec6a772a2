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
      when(serviceManager !== 'systemd', [serviceManager], { serviceManager }),
  },
  /** dockerd runs, but docker.service is not what runs it. values: unit */
  'docker-not-a-service': {
    severity: 'blocker',
    source: documented('https://docs.docker.com/engine/daemon/start/'),
    find: ({ docker, machine }) =>
      when(machine.serviceManager === 'systemd' && !docker.runByUnit, docker.rootDaemons, {
        unit: docker.unitName,
      }),
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
  'pkexec-missing': {
    severity: 'blocker',
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
