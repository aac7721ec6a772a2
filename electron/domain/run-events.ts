/** One line of a run's progress file, in order. `at` is milliseconds since 1970. */
export type RunEvent = { readonly sequence: number; readonly at: number } & (
  | { readonly kind: 'run-started'; readonly action: 'apply' | 'undo' }
  | { readonly kind: 'step-started'; readonly step: string }
  | { readonly kind: 'step-done'; readonly step: string }
  | {
      readonly kind: 'step-failed'
      readonly step: string
      readonly code: string
      readonly detail: string
    }
  /** A line worth showing, such as what dockerd said when it did not start. */
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'rollback-started' }
  | { readonly kind: 'rollback-step'; readonly step: string }
  | { readonly kind: 'run-finished'; readonly outcome: RunOutcome }
)

/**
 * `done`: changed and healthy. `refused`: stopped before anything was changed. `rolled-back`: every file is as before
 * and Docker answers. `rollback-failed`: something could not be restored; the events say what.
 */
export type RunOutcome = 'done' | 'refused' | 'rolled-back' | 'rollback-failed'
