/**
 * One line of a run's progress file, in order. `at` is milliseconds since 1970. `step` is a plan step's id, or `check`
 * for what comes before the first change: one run at a time, and every file as it was reviewed.
 */
export type RunEvent = { readonly sequence: number; readonly at: number } & (
  | { readonly kind: 'run-started'; readonly action: 'apply' | 'undo' }
  /** A run that was cut off goes on. Its earlier events stand before this one. */
  | { readonly kind: 'run-resumed'; readonly verb: ResumeVerb }
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
  /** A change `for good` that going back leaves, because Docker was stopped (edit_file_for_good in files.sh). */
  | { readonly kind: 'kept-for-good'; readonly step: string; readonly path: string }
  | { readonly kind: 'run-finished'; readonly outcome: RunOutcome }
)

/** What is done with a run that was cut off: what is missing, or everything back as it was before. */
export type ResumeVerb = (typeof RESUME_VERBS)[number]

export const RESUME_VERBS = ['finish', 'roll-back'] as const

/** The same script, told to go on with this run. */
export type Resumption = { readonly verb: ResumeVerb; readonly runId: string }

/**
 * `done`: changed and healthy. `refused`: stopped before anything was changed. `rolled-back`: every file is as before
 * and Docker answers. `rollback-failed`: something could not be restored; the events say what.
 */
export type RunOutcome = (typeof RUN_OUTCOMES)[number]

const RUN_OUTCOMES = ['done', 'refused', 'rolled-back', 'rollback-failed'] as const

/** Why a step failed; transaction.sh names them. */
export type StepFailureCode = (typeof STEP_FAILURE_CODES)[number]

const STEP_FAILURE_CODES = [
  /** Another run holds the lock. */
  'busy',
  /** An earlier run was cut off: it has to be finished or rolled back first. */
  'unfinished-run',
  /** There is no run of this name that was cut off. */
  'nothing-to-resume',
  /** The run had begun to roll back: it can only go on with that. */
  'cannot-finish',
  /** A file, account or group is not as it was reviewed. */
  'changed-since-review',
  /** Somebody but root may write in a directory on the way to a file. */
  'unsafe-directory',
  /** Another program keeps the lock of an account or subordinate ID file. */
  'file-locked',
  /** A file did not become what the plan says. */
  'write-failed',
  /** A file system has no room left for what has to be written, or the quota has none. */
  'disk-full',
  /** A file lies on a file system that is mounted read-only. */
  'read-only',
  /** A file or its directory is immutable, may only grow, is a mount point, or a security policy forbids its change. */
  'file-protected',
  /** The tools of this machine cannot copy the file's access control list or extended attributes. */
  'attributes-not-kept',
  /** groupadd or useradd refused, or made something else than planned. */
  'account-failed',
  /** A program that the plan needs is not on this machine. */
  'command-missing',
  /** The daemon's own check (`dockerd --validate`) refuses the new configuration. */
  'configuration-refused',
  /** A container did not stop, or was started meanwhile. */
  'containers-still-running',
  /** systemd could not read its unit files again. */
  'units-not-reloaded',
  /** The running kernel did not take its new limit. */
  'limit-not-set',
  /** The boot loader's tool failed. */
  'kernel-arguments-failed',
  /** A kernel argument stands there already, with another value. */
  'kernel-argument-conflict',
  /** The boot loader's own files could not be made anew. */
  'boot-loader-failed',
  /** The Docker API does not answer before anything was done to Docker. */
  'docker-not-answering',
  /** The service manager says that Docker did not start. */
  'docker-not-started',
  /** Docker was still stopping when Subroot gave up waiting. */
  'docker-not-stopped',
  /** Docker was still starting when systemd, or Subroot, gave up waiting. */
  'docker-start-timeout',
  /** systemd does not try again, because Docker failed too often in a short time. */
  'docker-start-limit',
  /** The service runs, but Docker does not answer. */
  'docker-silent',
  /** systemd itself does not answer. */
  'manager-silent',
  /** Docker answers, but reports remapping other than planned. */
  'remapping-differs',
  /** Docker answers, but with another data root than planned. */
  'data-root-differs',
  /** The run was asked to stop (SIGTERM, SIGINT). */
  'interrupted',
  /** A command failed that never should. */
  'unexpected',
] as const

/**
 * The events in a progress file, as transaction.sh writes them: `SEQUENCE\tMILLISECONDS\tKIND[\tFIELD]…`. A line that
 * is not finished yet, or that no transaction.sh writes, is left out.
 */
export function parseRunEvents(text: string): readonly RunEvent[] {
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => parseRunEvent(line) ?? [])
}

function parseRunEvent(line: string): RunEvent | undefined {
  const parts = parseEventLine(line)
  if (parts === undefined) return undefined
  const { head, kind, fields } = parts
  const [first, second, third] = fields
  switch (kind) {
    case 'run-started':
      return first === 'apply' || first === 'undo' ? { ...head, kind, action: first } : undefined
    case 'run-resumed': {
      const verb = RESUME_VERBS.find((verb) => verb === first)
      return verb && { ...head, kind, verb }
    }
    case 'step-started':
    case 'step-done':
    case 'rollback-step':
      return first === undefined ? undefined : { ...head, kind, step: first }
    case 'step-failed': {
      if (first === undefined || second === undefined) return undefined
      const code = STEP_FAILURE_CODES.find((code) => code === second) ?? 'unexpected'
      return { ...head, kind, step: first, code, detail: third ?? '' }
    }
    case 'log':
      return { ...head, kind, text: first ?? '' }
    case 'rollback-started':
      return { ...head, kind }
    case 'kept-for-good':
      return first === undefined || second === undefined
        ? undefined
        : { ...head, kind, step: first, path: second }
    case 'run-finished': {
      const outcome = RUN_OUTCOMES.find((outcome) => outcome === first)
      return outcome && { ...head, kind, outcome }
    }
    default:
      return undefined
  }
}

/** What any line of progress has (format_event in events.sh); undefined where it is none. */
export function parseEventLine(line: string):
  | {
      readonly head: { readonly sequence: number; readonly at: number }
      readonly kind: string
      readonly fields: readonly string[]
    }
  | undefined {
  const [sequence = '', at = '', kind = '', ...fields] = line.split('\t').map(printable)
  if (!/^\d{1,9}$/.test(sequence) || !/^\d{1,15}$/.test(at)) return undefined
  return { head: { sequence: Number(sequence), at: Number(at) }, kind, fields }
}

/** The script removes ASCII's control characters; Unicode has more that could rearrange what a reader sees. */
function printable(field: string): string {
  return field.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}
