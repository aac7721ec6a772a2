import type { ContainerProcess, ProcessSnapshot } from './container-process.ts'

/**
 * What changed from one reading of the processes to the next. Most processes do nothing that would show, so that this is
 * a small part of a reading with a thousand of them.
 */
export type ProcessUpdate = {
  /** Counts the readings; an update is from the one before it. */
  readonly sequence: number
  /** Milliseconds since 1970. */
  readonly at: number
  /** How long the reading took. */
  readonly readMs: number
  /** Whether it is from nothing: all processes are among `changed`. */
  readonly isWhole: boolean
  readonly changed: readonly ContainerProcess[]
  /** Host PIDs of the processes that are gone. */
  readonly gone: readonly number[]
}

/** The update that leads from `before` to `after`. An unchanged process is recognised by being the same object. */
export function updateBetween(
  before: ProcessSnapshot | undefined,
  after: ProcessSnapshot,
  sequence: number,
): ProcessUpdate {
  const { at, readMs, processes } = after
  const known = new Map(before?.processes.map((process) => [process.pid.host, process]))
  const changed = processes.filter((process) => known.get(process.pid.host) !== process)
  for (const process of processes) known.delete(process.pid.host)
  return {
    sequence,
    at,
    readMs,
    isWhole: before === undefined,
    changed,
    gone: [...known.keys()],
  }
}

/** The reading after an update. Processes keep their places; new ones come last. */
export function withUpdate(
  before: readonly ContainerProcess[],
  { isWhole, changed, gone }: ProcessUpdate,
): readonly ContainerProcess[] {
  if (isWhole) return changed
  if (changed.length === 0 && gone.length === 0) return before
  const processes = new Map(before.map((process) => [process.pid.host, process]))
  for (const pid of gone) processes.delete(pid)
  for (const process of changed) processes.set(process.pid.host, process)
  return [...processes.values()]
}
