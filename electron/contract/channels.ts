import type { ContainerProcess } from '#domain/container-process.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { IdRange } from '#domain/id-range.ts'
import type { Choices, JournalPlan, Plan } from '#domain/plan.ts'
import type {
  Practice,
  PracticeFault,
  PracticeHappening,
  PracticeMachine,
} from '#domain/practice.ts'
import type { PracticeEvent } from '#domain/practice-engines.ts'
import type { LiveProof } from '#domain/proof/live-proof.ts'
import type { Result } from '#domain/result.ts'
import type { Backup } from '#domain/run-backups.ts'
import type { ResumeVerb, RunEvent, RunOutcome } from '#domain/run-events.ts'
import type { PastRunProblem } from '#domain/undo-order.ts'
import type { Check } from '#domain/verification.ts'

/** Every call the page can make, and every event it can get. Preload and main are both typed from this one table. */
export type Calls = {
  /** Reads the machine without privileges. */
  inspect: { argument: undefined; reply: Inspection }
  /** Reads the restricted facts through one password prompt, changing nothing. */
  inspectElevated: { argument: undefined; reply: Inspection }
  /** Runs the reviewed script, if main compiles the same one from a fresh reading of the machine. */
  apply: { argument: { choices: Choices; scriptSha256: string }; reply: { runId: string } }
  /** What taking a run back would do, from its journal and the machine as it is now; or why it cannot be. */
  prepareUndo: { argument: { runId: string }; reply: UndoPreview }
  undo: { argument: { runId: string; scriptSha256: string }; reply: { runId: string } }
  /** How a run that was cut off could go on. */
  prepareResume: { argument: { runId: string }; reply: ResumePreview }
  /** Goes on with it by the very script that began it. The reply names this attempt, under which its events come. */
  resume: {
    argument: { runId: string; verb: ResumeVerb; scriptSha256: string }
    reply: { runId: string }
  }
  /** The same as `apply`, `undo` or `resume`, but the user runs a line as root in a terminal. It comes with the reply. */
  handOver: { argument: HandOverRequest; reply: { runId: string } & HandedOverLine }
  /** Takes a line back that was not run yet; what comes of it comes as an event. Does nothing to any other run. */
  withdraw: { argument: { runId: string }; reply: null }
  /** Past runs, newest first. */
  listRuns: { argument: undefined; reply: readonly RunSummary[] }
  readRecord: { argument: { runId: string }; reply: RunRecord }
  /** Compares the machine with what an applied run planned. */
  verify: { argument: { runId: string }; reply: readonly Check[] }
  /** The processes of containers: what changed since the reading of that number, or everything (process-update-text.ts). */
  readProcesses: { argument: { since: number | null }; reply: string }
  /** The simulated machines that there are to practise on. */
  listPracticeMachines: { argument: undefined; reply: readonly PracticeMachine[] }
  /** The machine that is practised on; null on the real one. */
  readPractice: { argument: undefined; reply: Practice | null }
  /** From here on every call is about that simulated machine, in the state that its description has. */
  enterPractice: { argument: { machine: string }; reply: Practice }
  /** From here on every call is about the real machine again, of which nothing is remembered. */
  leavePractice: { argument: undefined; reply: null }
  setPracticeFaults: { argument: { faults: readonly PracticeFault[] }; reply: Practice }
  /** Whether that could be done on the simulated machine as it is. */
  letHappen: { argument: { happening: PracticeHappening }; reply: boolean }
  /** What root would run for two real engines to practise with, and whose IDs the remapped one would use. */
  preparePracticeEngines: { argument: undefined; reply: PracticeEnginesPreview }
  /** Starts them behind one password prompt, if that is the reviewed program; how they are is for the next call to tell. */
  startPracticeEngines: { argument: { scriptSha256: string }; reply: null }
  readPracticeEngines: { argument: undefined; reply: PracticeEnginesReading }
  /** Asks for their end. Does nothing where there are none. */
  stopPracticeEngines: { argument: undefined; reply: null }
  /** Measures on test containers what their root is here, once the user has said so, and keeps what was measured. */
  proveLive: { argument: undefined; reply: LiveProof }
  /** What was measured so, newest first. */
  listProofs: { argument: undefined; reply: readonly LiveProof[] }
  /** A picture of a part of the window, in CSS pixels: a PNG in base64. */
  takePicture: { argument: PageArea; reply: string }
  copyText: { argument: { text: string }; reply: null }
  /**
   * Saves a report as HTML, and as JSON beside it; main asks for the place. Replies with the paths, or null when the user
   * cancelled.
   */
  saveReport: {
    argument: { html: string; json: string; fileName: string }
    reply: SavedReport | null
  }
  /** Opens one of the source links the product itself contains, in the user's browser. */
  openLink: { argument: { url: string }; reply: null }
}

export type Events = {
  /** A run's progress, each event once and in order. */
  runEvent: { runId: string; event: RunEvent }
  /** The elevation, or the wait for it, ended without the run having started; nothing was changed. */
  runNotStarted: { runId: string; failure: Failure }
  /** Its process is gone without an end. `journalId` names the run to go on with. */
  runCutOff: { runId: string; journalId: string }
}

/** In CSS pixels, from the top left of the page. */
export type PageArea = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type SavedReport = { readonly htmlPath: string; readonly jsonPath: string }

export type CallName = keyof Calls
export type EventName = keyof Events

/** What is to be handed over, as the call of that name takes it. */
export type HandOverRequest = {
  [Name in 'apply' | 'undo' | 'resume']: { kind: Name } & Calls[Name]['argument']
}['apply' | 'undo' | 'resume']

export type HandedOverLine = {
  /** To paste into a terminal. */
  readonly command: string
  /** Where the script is saved meanwhile. */
  readonly path: string
}

export type Inspection = {
  readonly facts: HostFacts
  /** The fixed part of what root would run, of which the page makes the script that it shows. */
  readonly program: string
  /** What main is: the real machine, or a simulated one (then the page says so on every screen). */
  readonly simulated: boolean
}

export type UndoPreview =
  | { readonly kind: 'ready'; readonly plan: Plan; readonly script: string }
  | { readonly kind: 'refused'; readonly problem: PastRunProblem }

export type PracticeEnginesPreview = { readonly script: string; readonly range: IdRange }

export type PracticeEnginesReading =
  /** There are none. What was said of the last ones of this window, or why they did not begin. */
  | {
      readonly kind: 'off'
      readonly events: readonly PracticeEvent[]
      readonly failure: Failure | undefined
    }
  /** The password is asked for, or they have not said anything yet. */
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'on'
      readonly events: readonly PracticeEvent[]
      /** Of their containers, by the host PID. */
      readonly processes: readonly ContainerProcess[]
      /** Their end was asked for. */
      readonly stopping: boolean
    }

export type ResumePreview = {
  readonly plan: JournalPlan
  /** How far it came, as far as it could say so. */
  readonly events: readonly RunEvent[]
  /** What may be done; `finish` is not among them once the run had begun to roll back. */
  readonly verbs: readonly ResumeVerb[]
  readonly script: string
}

export type CutOff = {
  /** Its process is still at work. */
  readonly running: boolean
  /** The login UID of whoever began it; undefined where the kernel does not know. */
  readonly startedBy: number | undefined
  readonly events: readonly RunEvent[]
}

export type RunSummary = {
  readonly runId: string
  readonly action: 'apply' | 'undo'
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly finishedAt: number | undefined
  readonly outcome: RunOutcome | 'unfinished'
  /** Only where it came to no good end (`unfinished`, `rollback-failed`): where it stands. */
  readonly cutOff?: CutOff
  readonly plan: JournalPlan
  /** The later run that took this one back. */
  readonly undoneBy: string | undefined
}

/** What else root's journal keeps of a run. */
export type RunRecord = {
  /** The script that began it. */
  readonly script: string
  /** Files as they were before it. */
  readonly backups: readonly Backup[]
}

/** Why a call did not do what was asked. `detail` is for the log and the details fold, in the machine's own words. */
export type Failure = { readonly code: FailureCode; readonly detail: string }

export type FailureCode =
  | 'bad-request'
  | 'untrusted-sender'
  | 'internal'
  | 'busy'
  | 'facts-changed'
  | 'script-differs'
  | 'blocked'
  | 'no-pkexec'
  | 'no-agent'
  | 'dialog-dismissed'
  | 'not-authorised'
  /** polkit's rules deny it to this account without asking for a password. */
  | 'not-allowed'
  /** There is no room to hand the script over. */
  | 'no-room'
  | 'elevation-failed'
  /** The line for a terminal was taken back before it was run. */
  | 'withdrawn'
  /** The line was run, and root did not run the script; its terminal says why. */
  | 'root-refused'
  /** The program was killed while it still checked. */
  | 'killed-before-change'
  | 'run-unknown'
  /** The run has ended, or is still at work. */
  | 'nothing-to-resume'
  | 'changed-since'
  /** Docker's socket is not open to this user, so no test container can be made. */
  | 'docker-not-allowed'
  /** There are no real engines on a simulated machine. */
  | 'real-machine-only'
  /** No range of IDs is nobody's. */
  | 'no-free-range'
  | 'proof-failed'

/** What the preload puts on `window.subroot`. */
export type PageApi = Handlers & {
  readonly on: <Name extends EventName>(
    name: Name,
    listener: (payload: Events[Name]) => void,
  ) => () => void
}

/** Main must handle every call. */
export type Handlers = {
  readonly [Name in CallName]: (
    argument: Calls[Name]['argument'],
  ) => Promise<Result<Calls[Name]['reply'], Failure>>
}
