import type { Failure, HandedOverLine } from '#contract/channels.ts'
import { assertNever } from '#domain/result.ts'
import type { RunEvent, RunOutcome } from '#domain/run-events.ts'

/** How the reviewed script becomes root's: behind a password dialog, or by a line that the user runs. */
export type WayToRoot = 'dialog' | 'terminal'

/** Where a run of the root side stands, from the explanation before the password to its outcome. */
export type RunState =
  | { readonly kind: 'explained' }
  /** Asked for; the run has no name yet. What it reports may come before the reply that names it. */
  | { readonly kind: 'requested'; readonly early: readonly RunReport[] }
  /** No event yet: the password dialog is open, or the line was not run yet. */
  | {
      readonly kind: 'running'
      readonly runId: string
      readonly events: readonly RunEvent[]
      /** Where the user runs it. */
      readonly line?: HandedOverLine | undefined
    }
  | { readonly kind: 'not-started'; readonly failure: Failure }
  /** Its process is gone without an end. */
  | { readonly kind: 'cut-off'; readonly runId: string; readonly events: readonly RunEvent[] }
  | {
      readonly kind: 'finished'
      readonly runId: string
      readonly events: readonly RunEvent[]
      readonly outcome: RunOutcome
    }

/** What main tells of a run, by the run's name. */
export type RunReport =
  | { readonly kind: 'run-event'; readonly runId: string; readonly event: RunEvent }
  | { readonly kind: 'run-not-started'; readonly runId: string; readonly failure: Failure }
  | { readonly kind: 'run-cut-off'; readonly runId: string }

export type RunHappening =
  | RunReport
  | { readonly kind: 'run-requested' }
  | {
      readonly kind: 'run-named'
      readonly runId: string
      readonly line?: HandedOverLine | undefined
    }
  | { readonly kind: 'run-refused'; readonly failure: Failure }

/** The run's next state; the same object when the happening is late, foreign or does not fit. */
export function runAfter(run: RunState, happening: RunHappening): RunState {
  switch (happening.kind) {
    case 'run-requested':
      return run.kind === 'explained' || mayTryAgain(run) ? { kind: 'requested', early: [] } : run
    case 'run-named':
      return run.kind === 'requested'
        ? run.early.reduce<RunState>(runAfter, {
            kind: 'running',
            runId: happening.runId,
            events: [],
            line: happening.line,
          })
        : run
    case 'run-refused':
      return run.kind === 'requested' ? { kind: 'not-started', failure: happening.failure } : run
    case 'run-event':
    case 'run-not-started':
    case 'run-cut-off':
      if (run.kind === 'requested') return { ...run, early: [...run.early, happening] }
      return run.kind === 'running' && run.runId === happening.runId
        ? withReport(run, happening)
        : run
    default:
      return assertNever(happening)
  }
}

function withReport(run: Extract<RunState, { kind: 'running' }>, report: RunReport): RunState {
  const { runId } = run
  if (report.kind === 'run-cut-off') return { kind: 'cut-off', runId, events: run.events }
  if (report.kind === 'run-not-started') return { kind: 'not-started', failure: report.failure }
  const { event } = report
  const events = [...run.events, event]
  return event.kind === 'run-finished'
    ? { kind: 'finished', runId, events, outcome: event.outcome }
    : { ...run, events }
}

/** Root may be at work: nothing else may start, and nothing leads away from the screen that shows it. */
export function isUnderWay(run: RunState): boolean {
  return run.kind === 'requested' || run.kind === 'running'
}

/** A run that changed nothing, or put everything back, may be asked for again. */
export function mayTryAgain(run: RunState): boolean {
  return (
    run.kind === 'not-started' ||
    (run.kind === 'finished' && (run.outcome === 'refused' || run.outcome === 'rolled-back'))
  )
}

export function mayLeave(run: RunState): boolean {
  return run.kind === 'explained' || run.kind === 'cut-off' || mayTryAgain(run)
}
