/**
 * One line of a run's progress file, in order. `at` is milliseconds since 1970. `step` is a plan step's id, or `check`
 * for what comes before the first change: one run at a time, and every file as it was reviewed.
 */
export type RunEvent = { readonly sequence: number; readonly at: number } & (
  | { readonly kind: 'run-started'; readonly action: 'apply' | 'undo' }
  | { readonly kind: 'step-started'; readonly step: string }
  | { readonly kind: 'step-done'; readonly step: string }
  | {
      readonly kind: 'step-failed'
      readonly step: string
      readonly code: StepFailureCode
      /** In the machine's own words: a path, a process, a command's error. */
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

/** Why a step failed; transaction.sh names them. */
export type StepFailureCode = (typeof STEP_FAILURE_CODES)[number]

const STEP_FAILURE_CODES = [
  /** Another run holds the lock. */
  'busy',
  /** A file, account or group is not as it was reviewed. */
  'changed-since-review',
  /** Another program keeps the lock of an account or subordinate ID file. */
  'file-locked',
  /** A file did not become what the plan says. */
  'write-failed',
  /** groupadd or useradd refused, or made something else than planned. */
  'account-failed',
  /** The Docker API does not answer before anything was done to Docker. */
  'docker-not-answering',
  /** The service manager says that Docker did not start. */
  'docker-not-started',
  /** Docker answers, but reports remapping other than planned. */
  'remapping-differs',
  /** Docker answers, but with another data root than planned. */
  'data-root-differs',
  /** The run was asked to stop (SIGTERM, SIGINT). */
  'interrupted',
  /** A command failed that never should. */
  'unexpected',
] as const
