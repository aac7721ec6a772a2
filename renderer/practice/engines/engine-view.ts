import type { ContainerProcess } from '#domain/container-process.ts'
import type { BreakOutOutcome, PracticeEngine, PracticeEvent } from '#domain/practice-engines.ts'

/** One of the two engines as it is now. */
export type EngineView = {
  readonly engine: PracticeEngine
  /** Of Docker; undefined until it answers. */
  readonly version: string | undefined
  /** In the order in which its containers were started, and of their PIDs. */
  readonly processes: readonly ContainerProcess[]
  readonly breakOut: { readonly outcome: BreakOutOutcome; readonly words: string } | undefined
}

export function engineView(
  engine: PracticeEngine,
  events: readonly PracticeEvent[],
  processes: readonly ContainerProcess[],
): EngineView {
  const own = events.filter((event) => 'engine' in event && event.engine === engine)
  const ids = own.flatMap((event) =>
    event.kind === 'container-started' ? [event.containerId] : [],
  )
  return {
    engine,
    version: own.find((event) => event.kind === 'engine-ready')?.version,
    processes: processes
      .filter(({ containerId }) => ids.includes(containerId))
      .toSorted(
        (a, b) =>
          ids.indexOf(a.containerId) - ids.indexOf(b.containerId) || a.pid.host - b.pid.host,
      ),
    breakOut: own.find((event) => event.kind === 'break-out'),
  }
}

/** When they end by themselves, in milliseconds since 1970. */
export function endOfTime(events: readonly PracticeEvent[]): number | undefined {
  const started = events.find((event) => event.kind === 'practice-started')
  return started && started.at + started.limitMs
}

/** How the last ones ended; undefined where there were none. */
export function endOfEngines(events: readonly PracticeEvent[]):
  | {
      readonly kind: 'failed'
      readonly failure: PracticeEvent & { kind: 'practice-failed' }
      /** Whether both had been ready before. */
      readonly hadStarted: boolean
    }
  | { readonly kind: 'over' | 'killed' }
  | undefined {
  if (events.length === 0) return undefined
  const failure = events.find((event) => event.kind === 'practice-failed')
  if (failure) {
    const hadStarted = events.some(({ kind }) => kind === 'practice-ready')
    return { kind: 'failed', failure, hadStarted }
  }
  return { kind: events.some(({ kind }) => kind === 'practice-ended') ? 'over' : 'killed' }
}
