import type { JournalPlan } from './plan.ts'
import type { RunOutcome } from './run-events.ts'

/** What has to be known of a past run to decide whether it can be taken back. */
export type PastRun = {
  readonly runId: string
  readonly action: 'apply' | 'undo'
  readonly startedAt: number
  readonly outcome: RunOutcome | 'unfinished'
  readonly undoneBy: string | undefined
  readonly plan: JournalPlan
}

/** Whether what the run changed is there now; one that only prepared the kernel counts, too. */
export function isInEffect({ action, outcome, undoneBy }: PastRun): boolean {
  return action === 'apply' && outcome === 'done' && undoneBy === undefined
}
