import { parseGroup, parsePasswd } from '#domain/account-files.ts'
import type { DockerClient } from './docker-client.ts'

/** IDs to names, of the host or of one container. */
export type IdNames = {
  readonly uid: ReadonlyMap<number, string>
  readonly gid: ReadonlyMap<number, string>
}

export type ContainerNames = { readonly name: string; readonly inside: IdNames }

export type ContainerNamesCache = {
  /** What is known by now; asking for a container for the first time starts to look it up. */
  readonly namesOf: (containerId: string) => ContainerNames | undefined
  /** Forgets containers that are gone. */
  readonly keepOnly: (containerIds: ReadonlySet<string>) => void
}

const RETRY_AFTER_MS = 10_000

type Entry = { readonly names: ContainerNames | undefined; readonly retryAt: number }

/**
 * Names of containers, and of the users and groups inside them, through the Docker API where it may be read. Each
 * container is asked once, in the background; a failed lookup is repeated after a while (the user may have gained
 * access since).
 */
export function createContainerNamesCache(
  client: DockerClient,
  now: () => number = Date.now,
): ContainerNamesCache {
  const entries = new Map<string, Entry>()

  async function lookUp(containerId: string): Promise<void> {
    const names = await readContainerNames(client, containerId)
    if (!entries.has(containerId)) return
    const retryAt = names === undefined ? now() + RETRY_AFTER_MS : Infinity
    entries.set(containerId, { names, retryAt })
  }

  return {
    namesOf(containerId) {
      const entry = entries.get(containerId)
      if (entry === undefined || entry.retryAt <= now()) {
        entries.set(containerId, { names: entry?.names, retryAt: Infinity })
        void lookUp(containerId)
      }
      return entry?.names
    },
    keepOnly(containerIds) {
      for (const id of entries.keys()) if (!containerIds.has(id)) entries.delete(id)
    },
  }
}

/** undefined when the API does not tell even the container's name. */
async function readContainerNames(
  client: DockerClient,
  containerId: string,
): Promise<ContainerNames | undefined> {
  const [container, passwd, group] = await Promise.all([
    client.readContainer(containerId),
    client.readContainerFile(containerId, '/etc/passwd'),
    client.readContainerFile(containerId, '/etc/group'),
  ])
  if (!container.ok) return undefined
  const inside = toIdNames(passwd.ok ? passwd.value : '', group.ok ? group.value : '')
  return { name: container.value.name, inside }
}

/** Of several names for one ID the first counts, as getpwuid(3) has it. */
export function toIdNames(passwdText: string, groupText: string): IdNames {
  const users = parsePasswd(passwdText).toReversed()
  const groups = parseGroup(groupText).toReversed()
  return {
    uid: new Map(users.map(({ uid, name }) => [uid, name])),
    gid: new Map(groups.map(({ gid, name }) => [gid, name])),
  }
}
