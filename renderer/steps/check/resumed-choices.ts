import { checkChoices } from '#domain/choices.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { PendingReboot } from '#domain/kernel/pending-reboot.ts'
import type { Choices } from '#domain/plan.ts'

/** What to suggest: after a restart what was chosen before it, while that can still be done. */
export function resumedChoices(
  facts: HostFacts,
  pending: PendingReboot | undefined,
  suggested: Choices | undefined,
): Choices | undefined {
  if (pending === undefined || suggested === undefined) return suggested
  const { remapUser, range } = pending
  const chosen: Choices = { ...suggested, remapUser, range }
  return checkChoices(facts, chosen).some(({ severity }) => severity === 'blocker')
    ? suggested
    : chosen
}
