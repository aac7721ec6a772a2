import type { RunSummary } from '#contract/channels.ts'
import { planOfSteps } from '#domain/testing/every-step.ts'

/** A change that is in effect, as History has it; a test says what it wants otherwise. */
export function pastRun(values: Partial<RunSummary> = {}): RunSummary {
  return {
    runId: 'run-1',
    action: 'apply',
    startedAt: 1,
    finishedAt: 2,
    outcome: 'done',
    undoneBy: undefined,
    plan: { ...planOfSteps([]), steps: [] },
    ...values,
  }
}
