import { includesId } from './id-range.ts'

/** One line of /proc/<pid>/uid_map or gid_map (runtime-spec's names). */
export type IdMapping = {
  readonly containerId: number
  readonly hostId: number
  readonly size: number
}

/** Lines of uid_map or gid_map as user_namespaces(7) describes them. Empty for a namespace that has no mapping yet. */
export function parseIdMap(text: string): readonly IdMapping[] {
  return [...text.matchAll(/^ *(\d+) +(\d+) +(\d+)$/gm)].map(([, containerId, hostId, size]) => ({
    containerId: Number(containerId),
    hostId: Number(hostId),
    size: Number(size),
  }))
}

/** The host's ID for an ID inside; undefined when it is not mapped. */
export function toHostId(mappings: readonly IdMapping[], containerId: number): number | undefined {
  const mapping = mappings.find((mapping) =>
    includesId({ start: mapping.containerId, count: mapping.size }, containerId),
  )
  return mapping && mapping.hostId + containerId - mapping.containerId
}

/** The ID inside for an ID of the host; undefined when it is not mapped (it shows as `nobody` inside). */
export function toContainerId(mappings: readonly IdMapping[], hostId: number): number | undefined {
  const mapping = mappings.find((mapping) =>
    includesId({ start: mapping.hostId, count: mapping.size }, hostId),
  )
  return mapping && mapping.containerId + hostId - mapping.hostId
}

/** Whether this is the initial user namespace's map: every ID is itself (user_namespaces(7)). */
export function isInitialMapping(mappings: readonly IdMapping[]): boolean {
  const [mapping] = mappings
  return (
    mappings.length === 1 &&
    mapping?.containerId === 0 &&
    mapping.hostId === 0 &&
    mapping.size === 4294967295
  )
}
