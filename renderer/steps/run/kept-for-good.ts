import type { RunEvent } from '#domain/run-events.ts'
import type { ShownPlan } from '../../wizard/wizard-state.ts'

/** The ids of steps that take a setting away for good (electron/domain/pending-remap.ts). */
export const LASTING_STEPS = ['drop-remap-flag', 'override-remap-flag', 'drop-remap-key'] as const

/** A setting with which Docker would not start again as it ran; a change took it away, and taking that back leaves it so. */
export type KeptSetting = {
  readonly what: (typeof LASTING_STEPS)[number] | 'other'
  readonly path: string
}

/** What Undo of this plan leaves out. */
export function lastingSettings({ steps }: ShownPlan): readonly KeptSetting[] {
  return steps.flatMap((step) =>
    step.kind === 'edit-file' && step.lasting
      ? [{ what: LASTING_STEPS.find((id) => id === step.id) ?? 'other', path: step.path }]
      : [],
  )
}

/** What a run of this plan left out when it was rolled back; root says so of each file. */
export function keptForGood(plan: ShownPlan, events: readonly RunEvent[]): readonly KeptSetting[] {
  return lastingSettings(plan).filter(({ path }) =>
    events.some((event) => event.kind === 'kept-for-good' && event.path === path),
  )
}
