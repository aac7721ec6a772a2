import type { ContainerProcess } from '#domain/container-process.ts'
import type { IdMapping } from '#domain/id-mapping.ts'
import type { Text } from '../text/en.ts'
import { fill } from '../text/fill.ts'
import { formatRange } from '../text/format.ts'

/** Both sides of one line of a uid_map, as `0–65535` and `458752–524287`. */
export function sidesOf({ containerId, hostId, size }: IdMapping) {
  return {
    inside: formatRange({ start: containerId, count: size }),
    outside: formatRange({ start: hostId, count: size }),
  }
}

/** A user namespace in one line. */
export function describeNamespace(
  { hostUserNamespace, uidMappings }: ContainerProcess,
  { compare }: Text,
): string {
  const [mapping] = uidMappings
  if (hostUserNamespace) return compare.hostNamespace
  return mapping === undefined ? compare.unmapped : fill(compare.ownNamespace, sidesOf(mapping))
}
