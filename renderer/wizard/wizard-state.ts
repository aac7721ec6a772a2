import type { Failure, Inspection, ResumePreview, RunSummary } from '#contract/channels.ts'
import type { ProcessSnapshot } from '#domain/container-process.ts'
import type { ConfigurationWay, Consent } from '#domain/consents.ts'
import type { Choices, JournalStep, Plan, PlanStep } from '#domain/plan.ts'
import type { Practice } from '#domain/practice.ts'
import type { ResumeVerb } from '#domain/run-events.ts'
import type { PastRunProblem } from '#domain/undo-order.ts'
import type { Check } from '#domain/verification.ts'
import type { LiveEvent, LiveState } from './live-state.ts'
import type { RunHappening, RunState } from './run-state.ts'

/** Something that was asked of the main process. */
export type Loadable<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'ready'; readonly value: Value }

/** A script as it was shown: this text, and no other, may run. */
export type ReviewedScript = { readonly text: string; readonly sha256: string }

/** A change that was reviewed, and what it takes to ask for it. */
export type Reviewed = { readonly plan: Plan; readonly script: ReviewedScript }

/** What a plan and its record in the journal have in common. */
export type PlanHead = Omit<Plan, 'steps'>

/** A step of a plan, or of its record in the journal, which does not tell what is in the files. */
export type ShownStep = PlanStep | JournalStep

export type ShownPlan = PlanHead & { readonly steps: readonly ShownStep[] }

export type CheckState = {
  readonly step: 'check'
  readonly look: Look
}

export type Look =
  | { readonly kind: 'looking'; readonly elevated: boolean }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** `elevationFailure`: the look with administrator rights that did not come about; what is shown was read without. */
  | {
      readonly kind: 'seen'
      readonly inspection: Inspection
      readonly elevationFailure: Failure | undefined
    }

export type ChooseState = {
  readonly step: 'choose'
  readonly inspection: Inspection
  readonly suggested: Choices
  readonly remapUser: string
  /** As typed: it need not be a number yet. */
  readonly startText: string
  readonly way: Choices['way']
  readonly consents: Choices['consents']
}

export type ReviewState = {
  readonly step: 'review'
  readonly inspection: Inspection
  readonly choices: Choices
  readonly reviewed: Reviewed
}

export type ApplyState = {
  readonly step: 'apply'
  readonly inspection: Inspection
  readonly choices: Choices
  readonly reviewed: Reviewed
  readonly run: RunState
}

export type ProveState = {
  readonly step: 'prove'
  readonly runId: string
  readonly plan: PlanHead
  readonly checks: Loadable<readonly Check[]>
  readonly processes: Loadable<ProcessSnapshot>
  readonly paused: boolean
}

/** Taking a run back as it was reviewed, or what stands in its way. */
export type UndoReview =
  Loadable<Reviewed> | { readonly kind: 'refused'; readonly problem: PastRunProblem }

/** A page laid over a step: leaving it leads back there, and what it does not know goes to the step below. */
export type UndoState = {
  readonly step: 'undo'
  readonly target: string
  readonly preview: UndoReview
  readonly run: RunState
  readonly back: BaseStep
}

/** A run that was cut off: how far it came, and the two ways on. */
export type ResumeState = {
  readonly step: 'resume'
  readonly target: string
  readonly preview: Loadable<Resumable>
  /** The way that was taken, once one was. */
  readonly verb: ResumeVerb | undefined
  readonly run: RunState
  readonly back: BaseStep
}

export type Resumable = Omit<ResumePreview, 'script'> & { readonly script: ReviewedScript }

export type HistoryState = { readonly step: 'history'; readonly back: BaseStep }

/** Choosing a simulated machine to practise on. */
export type PracticeState = { readonly step: 'practice'; readonly back: BaseStep }

export type BaseStep = CheckState | ChooseState | ReviewState | ApplyState | ProveState

export type OverlayStep = UndoState | ResumeState | HistoryState | PracticeState

export type WizardStep = BaseStep | OverlayStep

export type WizardState = {
  readonly at: WizardStep
  readonly runs: Loadable<readonly RunSummary[]>
  /** Whether main said that this machine is a simulated one. */
  readonly simulated: boolean
  /** The machine that is practised on, and what is to go wrong there. */
  readonly practice: Practice | undefined
  readonly live: LiveState
}

export type WizardEvent =
  | LiveEvent
  | { readonly kind: 'looking'; readonly elevated: boolean }
  | { readonly kind: 'seen'; readonly inspection: Inspection }
  | {
      readonly kind: 'look-failed'
      readonly failure: Failure
      readonly before: Inspection | undefined
    }
  | { readonly kind: 'choosing'; readonly suggested: Choices }
  | { readonly kind: 'remap-user-typed'; readonly text: string }
  | { readonly kind: 'start-typed'; readonly text: string }
  | { readonly kind: 'way-chosen'; readonly way: ConfigurationWay }
  | { readonly kind: 'consent-changed'; readonly consent: Consent; readonly given: boolean }
  | { readonly kind: 'planned'; readonly choices: Choices; readonly reviewed: Reviewed }
  | { readonly kind: 'continued-to-apply' }
  | { readonly kind: 'went-back' }
  | RunHappening
  | { readonly kind: 'proving'; readonly runId: string; readonly plan: PlanHead }
  | {
      readonly kind: 'checks-loaded'
      readonly runId: string
      readonly checks: Loadable<readonly Check[]>
    }
  | { readonly kind: 'processes-read'; readonly processes: Loadable<ProcessSnapshot> }
  | { readonly kind: 'paused'; readonly paused: boolean }
  | { readonly kind: 'history-opened' }
  | { readonly kind: 'practice-opened' }
  | { readonly kind: 'practice-read'; readonly practice: Practice | undefined }
  /** Main is on another machine from here on: nothing that was seen holds. */
  | { readonly kind: 'machine-changed'; readonly practice: Practice | undefined }
  | { readonly kind: 'runs-listed'; readonly runs: Loadable<readonly RunSummary[]> }
  | { readonly kind: 'undo-opened'; readonly target: string }
  | {
      readonly kind: 'undo-prepared'
      readonly target: string
      readonly preview: UndoReview
    }
  | { readonly kind: 'resume-opened'; readonly target: string }
  | {
      readonly kind: 'resume-prepared'
      readonly target: string
      readonly preview: Loadable<Resumable>
    }
  | { readonly kind: 'verb-chosen'; readonly verb: ResumeVerb }
