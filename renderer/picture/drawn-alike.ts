import type { ContainerProcess, IdPair } from '#domain/container-process.ts'
import type { IdMapping } from '#domain/id-mapping.ts'
import type { IdRange } from '#domain/id-range.ts'
import type { Person } from './people.ts'

/** Whether the picture of a process is the same after another reading: all but what it runs. */
export function isDrawnAlike(a: ContainerProcess, b: ContainerProcess): boolean {
  return (
    a === b ||
    (a.pid.host === b.pid.host &&
      a.containerId === b.containerId &&
      a.containerName === b.containerName &&
      a.hostUserNamespace === b.hostUserNamespace &&
      a.effectiveCapabilities === b.effectiveCapabilities &&
      isSamePair(a.uid, b.uid) &&
      isSamePair(a.gid, b.gid) &&
      isSameMapping(a.uidMappings, b.uidMappings) &&
      isSameMapping(a.gidMappings, b.gidMappings))
  )
}

export function areDrawnAlike(a: readonly Person[], b: readonly Person[]): boolean {
  return isEvery(a, b, (one, other) => isDrawnAlike(one.process, other.process))
}

export function areSameRanges(a: readonly IdRange[], b: readonly IdRange[]): boolean {
  return isEvery(a, b, (one, other) => one.start === other.start && one.count === other.count)
}

function isSamePair(a: IdPair, b: IdPair): boolean {
  return (
    a.host === b.host &&
    a.container === b.container &&
    a.hostName === b.hostName &&
    a.containerName === b.containerName
  )
}

function isSameMapping(a: readonly IdMapping[], b: readonly IdMapping[]): boolean {
  return isEvery(
    a,
    b,
    (one, other) =>
      one.containerId === other.containerId &&
      one.hostId === other.hostId &&
      one.size === other.size,
  )
}

function isEvery<Thing>(
  a: readonly Thing[],
  b: readonly Thing[],
  isSame: (one: Thing, other: Thing) => boolean,
): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index]
      return other !== undefined && isSame(one, other)
    })
  )
}
