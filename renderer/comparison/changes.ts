import type { ContainerProcess } from '#domain/container-process.ts'

/** What happened to a process not long ago. */
export type Change = {
  readonly kind: 'new' | 'changed' | 'gone'
  /** Milliseconds since 1970. */
  readonly at: number
}

/** How long a change is pointed out, and how long what is gone is still shown. */
export const CHANGE_SHOWN_MS = 3000

/** The processes to show and what happened to them lately, by host PID. */
export type Watched = {
  /** Those that are gone among them, for as long as that is shown. */
  readonly processes: readonly ContainerProcess[]
  readonly changes: ReadonlyMap<number, Change>
}

/** After another reading. The very first one is no change. */
export function watchedAfter(
  before: Watched | undefined,
  processes: readonly ContainerProcess[],
  at: number,
): Watched {
  if (before === undefined) return { processes, changes: new Map() }
  const isRecent = (change: Change) => at - change.at < CHANGE_SHOWN_MS
  const changes = new Map([...before.changes].filter(([, change]) => isRecent(change)))
  const known = new Map(before.processes.map((process) => [process.pid.host, process]))
  for (const process of processes) {
    const pid = process.pid.host
    const previous = known.get(pid)
    const wasGone = before.changes.get(pid)?.kind === 'gone'
    if (previous === undefined || wasGone) changes.set(pid, { kind: 'new', at })
    else if (differs(previous, process)) changes.set(pid, { kind: 'changed', at })
    known.delete(pid)
  }
  const gone = [...known.values()].filter(({ pid }) => {
    const change = before.changes.get(pid.host)
    if (change?.kind !== 'gone') changes.set(pid.host, { kind: 'gone', at })
    return change?.kind !== 'gone' || isRecent(change)
  })
  return { processes: gone.length > 0 ? [...processes, ...gone] : processes, changes }
}

/** Another program or other rights. That a name became known, or a title was set anew, is no event. */
function differs(before: ContainerProcess, after: ContainerProcess): boolean {
  return (
    before !== after &&
    (before.uid.host !== after.uid.host ||
      before.gid.host !== after.gid.host ||
      before.uid.container !== after.uid.container ||
      before.effectiveCapabilities !== after.effectiveCapabilities ||
      before.command !== after.command)
  )
}
