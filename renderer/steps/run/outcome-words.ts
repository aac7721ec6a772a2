import type { RunEvent, RunOutcome } from '#domain/run-events.ts'
import type { Text } from '../../text/en.ts'
import type { Tone } from '../../ui/Notice.tsx'
import type { ShownPlan } from '../../wizard/wizard-state.ts'
import { keptForGood, lastingSettings, othersChanges } from './kept-for-good.ts'
import type { Kept } from './kept-for-good.ts'
import { purposeOf } from './plan-purpose.ts'

const tones: Readonly<Record<RunOutcome, Tone>> = {
  done: 'good',
  refused: 'warning',
  'rolled-back': 'warning',
  'rollback-failed': 'bad',
}

export type OutcomeWords = {
  readonly tone: Tone
  readonly title: string
  readonly detail: string
  /** What is not as it was before, although all else is. */
  readonly kept: readonly Kept[]
}

type Ended = { readonly outcome: RunOutcome; readonly events: readonly RunEvent[] }

/** What a run's end means, exactly. `undone` is the plan of the change that the run took back. */
export function outcomeWords(
  { outcome, events }: Ended,
  plan: ShownPlan,
  undone: ShownPlan | undefined,
  { run, resume }: Text,
): OutcomeWords {
  const purpose = purposeOf(plan)
  const words = { tone: tones[outcome], ...run.outcomes[purpose][outcome], kept: [] }
  if (outcome === 'done' && purpose === 'undo') {
    const kept = [...(undone === undefined ? [] : lastingSettings(undone)), ...othersChanges(plan)]
    return kept.length > 0 ? { ...words, detail: run.keptDetails.undone, kept } : words
  }
  if (outcome !== 'rolled-back') return words

  const kept = keptForGood(plan, events)
  if (isRollback(events)) {
    const asked = { tone: 'good', ...resume.rolledBack[purpose], kept } as const
    return kept.length > 0 ? { ...asked, detail: run.keptDetails.asked } : asked
  }
  // Only then is a setting left out.
  if (kept.length > 0) return { ...words, detail: run.keptDetails.failed, kept }
  return wasRestarted(plan, events) || plan.needsReboot
    ? words
    : { ...words, detail: run.notRestarted[plan.action] }
}

/** Whether going back was what this attempt was for. */
function isRollback(events: readonly RunEvent[]): boolean {
  const resumed = events.findLast((event) => event.kind === 'run-resumed')
  return resumed?.verb === 'roll-back'
}

/** Whether going back had to start Docker again. */
function wasRestarted({ steps }: ShownPlan, events: readonly RunEvent[]): boolean {
  const ids = new Set([
    // What end.sh calls it where the plan's own restart was not reached.
    'restart-docker',
    ...steps.flatMap(({ id, kind }) => (kind === 'restart-docker' ? [id] : [])),
  ])
  return events.some((event) => event.kind === 'rollback-step' && ids.has(event.step))
}
