import type { RunEvent } from '#domain/run-events.ts'
import type { ShownPlan } from '../../wizard/wizard-state.ts'

/** The ids of steps that take a setting away for good (electron/domain/pending-remap.ts). */
export const LASTING_STEPS = ['drop-remap-flag', 'override-remap-flag', 'drop-remap-key'] as const

/**
 * What is not as it was once a change was taken back: a setting with which Docker would not start again as it ran
 * (`merged`: what others changed in the file since).
 */
export type Kept = {
  readonly what: (typeof LASTING_STEPS)[number] | 'other' | 'merged'
  readonly path: string
}

/** What Undo of this plan leaves out. */
export function lastingSettings({ steps }: ShownPlan): readonly Kept[] {
  return steps.flatMap((step) =>
    step.kind === 'edit-file' && step.lasting
      ? [{ what: LASTING_STEPS.find((id) => id === step.id) ?? 'other', path: step.path }]
      : [],
  )
}

/** What this Undo leaves, because others wrote it. */
export function othersChanges({ steps }: ShownPlan): readonly Kept[] {
  return steps.flatMap((step) =>
    step.kind === 'edit-file' && step.merged ? [{ what: 'merged', path: step.path }] : [],
  )
}

/** What a run of this plan left out when it was rolled back; root says so of each file. */
export function keptForGood(plan: ShownPlan, events: readonly RunEvent[]): readonly Kept[] {
  return lastingSettings(plan).filter(({ path }) =>
    events.some((event) => event.kind === 'kept-for-good' && event.path === path),
  )
}
