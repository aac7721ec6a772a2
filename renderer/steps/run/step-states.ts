import type { RunEvent } from '#domain/run-events.ts'

export type StepState =
  | 'waiting'
  | 'running'
  /** It was under way, or being put back, when the run was cut off. */
  | 'cut-off'
  | 'done'
  | 'failed'
  | 'reverted'
  | 'skipped'

/** What comes before the plan's own steps: one run at a time, and every file as it was reviewed. */
export const CHECK_STEP = 'check'

type Steps = { readonly steps: readonly { readonly id: string }[] }

type StepWithState = { readonly step: string; readonly state: StepState }

/** How far each step is, the check first; after the run's end, steps that never began are `skipped`. */
export function stepStates(plan: Steps, events: readonly RunEvent[]): readonly StepWithState[] {
  const isFinished = events.some((event) => event.kind === 'run-finished')
  return [CHECK_STEP, ...plan.steps.map((step) => step.id)].map((step) => {
    const state = events.reduce<StepState>(
      (before, event) => stateAfter(before, event, step),
      step === CHECK_STEP ? 'running' : 'waiting',
    )
    return { step, state: isFinished ? stateAtEnd(state) : state }
  })
}

function stateAtEnd(state: StepState): StepState {
  if (state === 'waiting') return 'skipped'
  // Of an earlier attempt; this one only went back.
  return state === 'running' ? 'cut-off' : state
}

/** The same for a run that nobody works on any more; a file may be put back or not when the last event says so. */
export function cutOffStates(plan: Steps, events: readonly RunEvent[]): readonly StepWithState[] {
  const last = events.at(-1)
  return stepStates(plan, events).map(({ step, state }) => {
    const isCutOff = state === 'running' || (last?.kind === 'rollback-step' && last.step === step)
    return { step, state: isCutOff ? 'cut-off' : state }
  })
}

function stateAfter(before: StepState, event: RunEvent, step: string): StepState {
  if (!('step' in event)) return before
  // The check is reported only when it fails; the first change says that it did not.
  if (step === CHECK_STEP && before === 'running' && event.step !== step) return 'done'
  if (event.step !== step) return before
  switch (event.kind) {
    case 'step-started':
      return 'running'
    case 'step-done':
      return 'done'
    case 'step-failed':
      return 'failed'
    // What failed stays marked, though it was put back with the rest.
    case 'rollback-step':
      return before === 'failed' ? before : 'reverted'
    default:
      return before
  }
}
