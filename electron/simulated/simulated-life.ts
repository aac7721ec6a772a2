import type { SimulatedContainer } from './host-description-schema.ts'

/** Seconds between two renewals of a worker process. */
const RENEWAL_S = 17
/** A visitor (`docker exec`) comes this often, and stays this long. */
const VISIT_EVERY_S = 30
const VISIT_S = 6
/** A container restarts this often, and is gone for so long. */
const RESTART_EVERY_S = 75
const RESTART_S = 3

/** Far from the PIDs that descriptions use. */
const FIRST_PID = 200_000

/**
 * Containers with the processes that they have after so many seconds: workers are replaced, somebody looks into a
 * container, and with several containers one of them restarts now and then. The same second is always the same picture,
 * and second 0 is the description's own.
 */
export function containersAt(
  containers: readonly SimulatedContainer[],
  seconds: number,
): readonly SimulatedContainer[] {
  const living = containers.filter(({ processes }) => processes.length > 0)
  return containers.map((container) => {
    const index = living.indexOf(container)
    return index === -1 ? container : containerAt(container, { index, of: living.length, seconds })
  })
}

type Moment = { readonly index: number; readonly of: number; readonly seconds: number }

function containerAt(container: SimulatedContainer, moment: Moment): SimulatedContainer {
  const { index, of, seconds } = moment
  const restarts = of > 1 ? turnsOf(moment, RESTART_EVERY_S) : { count: 0, sinceS: undefined }
  if (restarts.sinceS !== undefined && restarts.sinceS < RESTART_S) {
    return { ...container, processes: [] }
  }
  const renewals =
    Math.floor((seconds + index * 5) / RENEWAL_S) - Math.floor((index * 5) / RENEWAL_S)
  const processes = container.processes.map((process, at) => {
    // The first process is the container itself: it changes with a restart only.
    const age = restarts.count + (at === 0 ? 0 : renewals)
    return age === 0 ? process : { ...process, pid: pidOf(index, at, age) }
  })
  const visit = turnsOf(moment, VISIT_EVERY_S)
  const [first] = processes
  const visitor =
    first !== undefined && visit.sinceS !== undefined && visit.sinceS < VISIT_S
      ? [visitorOf(first, pidOf(index, processes.length, visit.count))]
      : []
  return { ...container, pid: first?.pid ?? container.pid, processes: [...processes, ...visitor] }
}

/** How often it was this container's turn, taken in order, and for how long it has been this time. */
function turnsOf(
  { index, of, seconds }: Moment,
  everyS: number,
): { readonly count: number; readonly sinceS: number | undefined } {
  // The first turn begins after one interval.
  const turn = Math.floor(seconds / everyS) - 1
  const count = turn < index ? 0 : Math.floor((turn - index) / of) + 1
  return { count, sinceS: turn >= 0 && turn % of === index ? seconds % everyS : undefined }
}

/** Unlike any other's: PIDs are handed out upwards. */
function pidOf(index: number, at: number, age: number): number {
  return FIRST_PID + age * 4000 + index * 12 + at
}

/** As `docker exec` shows up: another process of the container's own user. */
function visitorOf(
  first: SimulatedContainer['processes'][number],
  pid: number,
): SimulatedContainer['processes'][number] {
  return { ...first, pid, containerPid: first.containerPid + 40, command: 'sh -c "id; uptime"' }
}
