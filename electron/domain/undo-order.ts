import type { HostFacts } from './host-facts.ts'
import type { PastRun } from './past-run.ts'
import { isInEffect } from './past-run.ts'
import type { JournalPlan, Plan } from './plan.ts'
import type { Result } from './result.ts'
import { failure } from './result.ts'
import { createUndoPlan } from './undo-plan.ts'
import type { UndoProblem } from './undo-plan.ts'

/** Why a run of the journal cannot be taken back, or not yet. */
export type PastRunProblem =
  | UndoProblem
  /** Another run came later and builds on this one: that one goes first. */
  | { readonly code: 'newer-run-first'; readonly runId: string }
  /** It was taken back already, was put back by itself, changed nothing, or is itself an Undo. */
  | { readonly code: 'not-in-effect' }
  /** It was cut off: it is finished or rolled back, never undone. */
  | { readonly code: 'cut-off' }

/** The plan that takes `run` back, one of `runs`; the newest first where one builds on another. */
export function planUndo(
  run: PastRun,
  runs: readonly PastRun[],
  facts: HostFacts,
): Result<Plan, PastRunProblem> {
  if (run.outcome === 'unfinished' || run.outcome === 'rollback-failed') {
    return failure({ code: 'cut-off' })
  }
  if (!isInEffect(run)) return failure({ code: 'not-in-effect' })
  const newer = newestBuiltOn(run, runs)
  return newer
    ? failure({ code: 'newer-run-first', runId: newer.runId })
    : createUndoPlan(run.plan, facts, run.runId)
}

function newestBuiltOn(run: PastRun, runs: readonly PastRun[]): PastRun | undefined {
  return runs
    .filter((other) => isInEffect(other) && other.startedAt > run.startedAt)
    .filter((other) => buildsOn(other.plan, run.plan))
    .toSorted((a, b) => b.startedAt - a.startedAt)[0]
}

/** Whether `newer` could not be as it is without `older`: the same file or user, or the kernel that was prepared for it. */
function buildsOn(newer: JournalPlan, older: JournalPlan): boolean {
  const changed = changesOf(older)
  const isPrepared = older.steps.some(({ kind }) => KERNEL_STEPS.has(kind))
  return (
    (isPrepared && newer.steps.some(({ kind }) => kind === 'restart-docker')) ||
    [...changesOf(newer), newer.remapUser].some((change) => changed.includes(change))
  )
}

const KERNEL_STEPS: ReadonlySet<string> = new Set([
  'set-kernel-limit',
  'change-kernel-arguments',
  'update-boot-loader',
])

/** Paths of files that Undo puts back, and names of users and groups that it removes. */
function changesOf({ steps }: JournalPlan): readonly string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'create-user' || step.kind === 'create-group') return [step.name]
    return step.kind === 'edit-file' && !step.lasting ? [step.path] : []
  })
}
