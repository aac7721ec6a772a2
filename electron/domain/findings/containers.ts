import type { Container } from '#domain/docker-api.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { Declarations } from './declaration.ts'
import { when } from './declaration.ts'
import { measured, remapDocs } from './sources.ts'

/**
 * What happens to the containers and images that exist, all together; what becomes of each is containers/verdicts-of.ts's
 * to say. Nothing where the API could not be asked.
 */
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
  /**
   * runc gives every container a session keyring, which belongs to the user that container root is on the host. Host root
   * has a limit of its own, kernel.keys.root_maxkeys, of a million. Said before the last quarter is used, since keys of
   * exec sessions and of programs inside count as well. values: count, limit
   */
  'session-keys-run-out': {
    severity: 'warning',
    source: measured('https://man7.org/linux/man-pages/man7/keyrings.7.html'),
    find: ({ docker, kernel: { maxKeys } }) => {
      const sharing = known(docker).filter(
        ({ running, usernsMode }) => running && usernsMode !== 'host',
      )
      if (maxKeys === undefined || sharing.length * 4 <= maxKeys * 3) return []
      return when(true, [`kernel.keys.maxkeys = ${maxKeys}`], {
        count: String(sharing.length),
        limit: String(maxKeys),
      })
    },
  },
} as const satisfies Declarations

function known({ api, containers }: HostFacts['docker']): readonly Container[] {
  return api === 'answers' ? containers : []
}

function nameOf({ name }: Container): string {
  return name
}
