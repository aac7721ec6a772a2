import type { PlanHead } from '../../wizard/wizard-state.ts'

/** What a run is for: a plan that needs a reboot only prepares the kernel, or takes that back. */
export type Purpose = 'apply' | 'undo' | 'prepare' | 'unprepare'

export function purposeOf({
  action,
  needsReboot,
}: Pick<PlanHead, 'action' | 'needsReboot'>): Purpose {
  if (!needsReboot) return action
  return action === 'apply' ? 'prepare' : 'unprepare'
}
