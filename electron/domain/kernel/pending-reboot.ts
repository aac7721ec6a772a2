import type { HostFacts } from '#domain/host-facts.ts'
import type { JournalPlan } from '#domain/plan.ts'

/** What the journal tells about a past run; a `RunSummary` is one. */
export type PastRun = {
  readonly runId: string
  readonly outcome: 'done' | 'refused' | 'rolled-back' | 'rollback-failed' | 'unfinished'
  readonly plan: JournalPlan
  readonly undoneBy: string | undefined
}

/** Where the user left off: a run prepared the kernel, and remapping is not on yet. */
export type PendingReboot = {
  readonly runId: string
  readonly state:
    /** The machine was not restarted since. */
    | 'restart'
    /** It was, and the kernel is ready: turn remapping on. */
    | 'go-on'
    /** It was, and the kernel still lacks what was asked for: perhaps another kernel or boot loader started. */
    | 'no-effect'
  /** What was chosen then, to go on with. */
  readonly remapUser: string
  readonly range: JournalPlan['range']
}

/**
 * Whether the last change on this machine waits for a restart, or for what comes after it. `runs` are the newest first.
 * A boot ID (random(4)) that is still the run's own means that the machine was not restarted: clocks do not matter.
 */
export function pendingReboot(
  runs: readonly PastRun[],
  { kernel, docker }: HostFacts,
): PendingReboot | undefined {
  const last = runs.find(
    ({ outcome, plan, undoneBy }) =>
      plan.action === 'apply' && outcome === 'done' && undoneBy === undefined,
  )
  if (last === undefined || !last.plan.needsReboot || docker.remapped === true) return undefined
  const { runId, plan } = last
  const { remapUser, range } = plan
  const restarted = plan.bootId === undefined || plan.bootId !== kernel.bootId
  if (!restarted) return { runId, state: 'restart', remapUser, range }
  const state = kernel.userNamespaces === 'available' ? 'go-on' : 'no-effect'
  return { runId, state, remapUser, range }
}
