import type { Inspection } from '#contract/channels.ts'
import { CONSENTS } from '#domain/consents.ts'
import { assertNever } from '#domain/result.ts'
import { initialLive, isLiveEvent, liveAfter, type LiveEvent } from './live-state.ts'
import { isUnderWay, mayLeave, runAfter } from './run-state.ts'
import type {
  ApplyState,
  BaseStep,
  CheckState,
  ChooseState,
  OverlayStep,
  PlanHead,
  ProveState,
  ResumeState,
  ReviewState,
  UndoState,
  WizardEvent,
  WizardState,
  WizardStep,
} from './wizard-state.ts'

export const initialState: WizardState = {
  at: { step: 'check', look: { kind: 'looking', elevated: false } },
  runs: { kind: 'loading' },
  simulated: false,
  practice: undefined,
  live: initialLive,
}

/**
 * The whole behaviour of the wizard. An event that does not fit the step, or names another run than the current one,
 * leaves the state as it is (the very same object).
 */
export function transition(state: WizardState, event: WizardEvent): WizardState {
  if (event.kind === 'runs-listed') return { ...state, runs: event.runs }
  if (event.kind === 'machine-changed') {
    return { ...initialState, practice: event.practice, simulated: event.practice !== undefined }
  }
  if (event.kind === 'practice-read') {
    const { practice } = event
    return { ...state, practice, simulated: state.simulated || practice !== undefined }
  }
  if (isLiveEvent(event)) return { ...state, live: liveAfter(state.live, event) }
  const at = stepAfter(state.at, event)
  const simulated = event.kind === 'seen' ? event.inspection.simulated : state.simulated
  return at === state.at && simulated === state.simulated ? state : { ...state, at, simulated }
}

/** What changes more than the step. */
type StateEvent = LiveEvent['kind'] | 'runs-listed' | 'machine-changed' | 'practice-read'

function stepAfter(at: WizardStep, event: Exclude<WizardEvent, { kind: StateEvent }>): WizardStep {
  switch (event.kind) {
    case 'history-opened':
      return at.step === 'history' || isRunning(at) ? at : { step: 'history', back: baseOf(at) }
    case 'practice-opened':
      return at.step === 'practice' || isRunning(at) ? at : { step: 'practice', back: baseOf(at) }
    case 'undo-opened':
      return isRunning(at)
        ? at
        : {
            step: 'undo',
            target: event.target,
            preview: { kind: 'loading' },
            run: { kind: 'explained' },
            back: baseOf(at),
          }
    case 'resume-opened':
      return isRunning(at)
        ? at
        : {
            step: 'resume',
            target: event.target,
            preview: { kind: 'loading' },
            verb: undefined,
            run: { kind: 'explained' },
            back: baseOf(at),
          }
    // Looking again starts over, whatever was being decided: choices and plans rest on what was seen.
    case 'looking':
      return isRunning(at)
        ? at
        : { step: 'check', look: { kind: 'looking', elevated: event.elevated } }
    case 'proving':
      return isRunning(at) ? at : proving(event.runId, event.plan)
    default:
      return withinStep(at, event)
  }
}

type StepEvent = Exclude<
  WizardEvent,
  {
    kind:
      | 'history-opened'
      | 'practice-opened'
      | 'undo-opened'
      | 'resume-opened'
      | 'looking'
      | 'proving'
      | StateEvent
  }
>

function withinStep(at: WizardStep, event: StepEvent): WizardStep {
  switch (at.step) {
    case 'undo':
    case 'resume':
    case 'history':
    case 'practice':
      return overlay(at, event)
    default:
      return baseStep(at, event)
  }
}

/** What was asked for below arrives below, so that going back never leads to a step that waits for ever. */
function overlay(at: OverlayStep, event: StepEvent): WizardStep {
  if (isReply(event)) {
    const back = baseStep(at.back, event)
    return back === at.back ? at : { ...at, back }
  }
  if (at.step === 'undo') return undo(at, event)
  if (at.step === 'resume') return resume(at, event)
  return event.kind === 'went-back' ? at.back : at
}

type ReplyEvent = Extract<
  StepEvent,
  { kind: 'seen' | 'look-failed' | 'checks-loaded' | 'processes-read' }
>

/** Answers to what a base step asked for; none of them leads to another step. */
function isReply(event: StepEvent): event is ReplyEvent {
  const kinds: readonly string[] = ['seen', 'look-failed', 'checks-loaded', 'processes-read']
  return kinds.includes(event.kind)
}

function baseStep(at: BaseStep, event: ReplyEvent): BaseStep
function baseStep(at: BaseStep, event: StepEvent): WizardStep
function baseStep(at: BaseStep, event: StepEvent): WizardStep {
  switch (at.step) {
    case 'check':
      return check(at, event)
    case 'choose':
      return choose(at, event)
    case 'review':
      return review(at, event)
    case 'apply':
      return apply(at, event)
    case 'prove':
      return prove(at, event)
    default:
      return assertNever(at)
  }
}

function check(at: CheckState, event: StepEvent): WizardStep {
  const { look } = at
  if (look.kind === 'looking' && event.kind === 'seen') {
    return {
      ...at,
      look: { kind: 'seen', inspection: event.inspection, elevationFailure: undefined },
    }
  }
  if (look.kind === 'looking' && event.kind === 'look-failed') {
    return look.elevated && event.before !== undefined
      ? { ...at, look: { kind: 'seen', inspection: event.before, elevationFailure: event.failure } }
      : { ...at, look: { kind: 'failed', failure: event.failure } }
  }
  if (look.kind === 'seen' && event.kind === 'choosing') {
    return {
      step: 'choose',
      inspection: look.inspection,
      suggested: event.suggested,
      remapUser: event.suggested.remapUser,
      startText: String(event.suggested.range.start),
      way: event.suggested.way,
      consents: event.suggested.consents,
    }
  }
  return at
}

function choose(at: ChooseState, event: StepEvent): WizardStep {
  switch (event.kind) {
    case 'remap-user-typed':
      return { ...at, remapUser: event.text }
    case 'start-typed':
      return { ...at, startText: event.text }
    case 'way-chosen':
      return { ...at, way: event.way }
    case 'consent-changed':
      return {
        ...at,
        consents: CONSENTS.filter((consent) =>
          consent === event.consent ? event.given : at.consents.includes(consent),
        ),
      }
    case 'planned':
      return {
        step: 'review',
        inspection: at.inspection,
        choices: event.choices,
        reviewed: event.reviewed,
      }
    case 'went-back':
      return seen(at.inspection)
    default:
      return at
  }
}

function review(at: ReviewState, event: StepEvent): WizardStep {
  switch (event.kind) {
    case 'continued-to-apply':
      return { ...at, step: 'apply', run: { kind: 'explained' } }
    case 'went-back':
      return {
        step: 'choose',
        inspection: at.inspection,
        suggested: at.choices,
        remapUser: at.choices.remapUser,
        startText: String(at.choices.range.start),
        way: at.choices.way,
        consents: at.choices.consents,
      }
    default:
      return at
  }
}

function apply(at: ApplyState, event: StepEvent): WizardStep {
  if (event.kind === 'went-back' && mayLeave(at.run)) {
    const { inspection, choices, reviewed } = at
    return { step: 'review', inspection, choices, reviewed }
  }
  return withRun(at, event)
}

function prove(at: ProveState, event: StepEvent): WizardStep {
  switch (event.kind) {
    case 'checks-loaded':
      return event.runId === at.runId ? { ...at, checks: event.checks } : at
    case 'processes-read':
      return at.paused ? at : { ...at, processes: event.processes }
    case 'paused':
      return { ...at, paused: event.paused }
    default:
      return at
  }
}

function undo(at: UndoState, event: StepEvent): WizardStep {
  if (event.kind === 'undo-prepared') {
    return event.target === at.target && at.run.kind === 'explained'
      ? { ...at, preview: event.preview }
      : at
  }
  if (event.kind === 'went-back' && mayLeave(at.run)) return at.back
  return withRun(at, event)
}

function resume(at: ResumeState, event: StepEvent): WizardStep {
  if (event.kind === 'resume-prepared') {
    return event.target === at.target && at.run.kind === 'explained'
      ? { ...at, preview: event.preview }
      : at
  }
  if (event.kind === 'verb-chosen') return isUnderWay(at.run) ? at : { ...at, verb: event.verb }
  if (event.kind === 'went-back' && mayLeave(at.run)) return at.back
  return withRun(at, event)
}

/** The part that Apply, Undo and Resume share: one run of the root side. */
function withRun<At extends ApplyState | UndoState | ResumeState>(at: At, event: StepEvent): At {
  switch (event.kind) {
    case 'run-requested':
    case 'run-named':
    case 'run-refused':
    case 'run-event':
    case 'run-not-started':
    case 'run-cut-off': {
      const run = runAfter(at.run, event)
      return run === at.run ? at : { ...at, run }
    }
    default:
      return at
  }
}

function proving(runId: string, plan: PlanHead): ProveState {
  return {
    step: 'prove',
    runId,
    plan,
    checks: { kind: 'loading' },
    processes: { kind: 'loading' },
    paused: false,
  }
}

function seen(inspection: Inspection): CheckState {
  return { step: 'check', look: { kind: 'seen', inspection, elevationFailure: undefined } }
}

/** The step that a page over it leads back to. */
function baseOf(at: WizardStep): BaseStep {
  return 'back' in at ? at.back : at
}

/** While root works, nothing leads away from the screen that shows it. */
export function isRunning(at: WizardStep): boolean {
  return 'run' in at && isUnderWay(at.run)
}
