import type { DockerFacts, HostFacts } from '#domain/host-facts.ts'
import { findFlagConflicts } from '#domain/configuration/flag-conflicts.ts'
import type { Declaration, Declarations, Source } from './declaration.ts'
import { when } from './declaration.ts'
import { derived, documented, measured, readInSource, rootlessDocs } from './sources.ts'

/**
 * Which Docker the user's `docker` command reaches. Any but a rootful one on this machine itself is refused, and is then
 * all there is to say.
 */
export const engineFindings = {
  'docker-missing': engine('none', documented('https://docs.docker.com/engine/install/')),
  'docker-stopped': engine('stopped', documented('https://docs.docker.com/engine/daemon/start/')),
  /** Why it may be stopped: dockerd does not start with a setting in two places. values: path, keys */
  'docker-cannot-start': {
    severity: 'blocker',
    source: measured('https://github.com/moby/moby/blob/master/daemon/config/config.go'),
    find: ({ docker, daemonConfig: { path, state } }) => {
      const keys = state.kind === 'valid' ? state.keys : []
      const conflicts =
        docker.engine === 'stopped'
          ? findFlagConflicts(docker.configuration.nextArguments ?? [], keys)
          : []
      return when(
        conflicts.length > 0,
        conflicts.map(({ key, words }) => `${words} · ${path}: "${key}"`),
        { path, keys: conflicts.map(({ key }) => key).join(', ') },
      )
    },
  },
  'docker-rootless': engine('rootless', rootlessDocs),
  'docker-desktop': engine(
    'desktop',
    documented(
      'https://docs.docker.com/enterprise/security/hardened-desktop/enhanced-container-isolation/',
    ),
  ),
  'docker-snap': engine('snap', readInSource('https://github.com/canonical/docker-snap')),
  'docker-podman': engine(
    'podman',
    documented('https://docs.podman.io/en/latest/markdown/podman-run.1.html#userns-mode'),
  ),
  'docker-remote': engine(
    'remote',
    documented('https://docs.docker.com/engine/manage-resources/contexts/'),
  ),
  'docker-virtual-machine': engine(
    'virtual-machine',
    documented('https://docs.docker.com/engine/manage-resources/contexts/'),
  ),
  'docker-in-container': engine(
    'in-container',
    derived('https://github.com/docker-library/docker/issues/13'),
  ),
} as const satisfies Declarations

function engine(kind: DockerFacts['engine'], source: Source): Declaration {
  return {
    severity: 'blocker',
    source,
    find: ({ docker }: HostFacts) =>
      docker.engine === kind
        ? [{ evidence: [docker.evidence], values: { endpoint: docker.evidence } }]
        : [],
  }
}
