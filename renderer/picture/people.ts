import type { ContainerProcess } from '#domain/container-process.ts'
import type { IdMapping } from '#domain/id-mapping.ts'
import type { IdKind } from '#domain/id-range.ts'

/** Processes of a container that are the same user inside and outside, by one of them. */
export type Person = {
  readonly process: ContainerProcess
  readonly count: number
}

/**
 * Who is in the containers: each pair of a container and a user once, containers in the order of their names, users by
 * their IDs inside.
 */
export function peopleOf(processes: readonly ContainerProcess[]): readonly Person[] {
  const people = new Map<string, Person>()
  for (const process of processes) {
    const key = keyOf(process)
    const known = people.get(key)
    people.set(key, { process: known?.process ?? process, count: (known?.count ?? 0) + 1 })
  }
  return [...people.values()].toSorted(
    ({ process: a }, { process: b }) =>
      compare(nameOrId(a), nameOrId(b)) ||
      compare(a.containerId, b.containerId) ||
      (a.uid.container ?? Infinity) - (b.uid.container ?? Infinity) ||
      a.pid.host - b.pid.host,
  )
}

/** The person that a process belongs to. */
export function personOf(people: readonly Person[], process: ContainerProcess): Person | undefined {
  const key = keyOf(process)
  return people.find((person) => keyOf(person.process) === key)
}

export function mappingsOf(process: ContainerProcess, ids: IdKind): readonly IdMapping[] {
  return ids === 'uid' ? process.uidMappings : process.gidMappings
}

function keyOf({ containerId, hostUserNamespace, uid, gid }: ContainerProcess): string {
  return [containerId, hostUserNamespace, uid.host, uid.container, gid.host].join(' ')
}

function nameOrId({ containerName, containerId }: ContainerProcess): string {
  return containerName ?? containerId
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
