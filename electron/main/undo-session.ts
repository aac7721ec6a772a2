import type { Calls, Failure, RunSummary, UndoPreview } from '#contract/channels.ts'
import type { Plan } from '#domain/plan.ts'
import { assertNever, failure, success, type Result } from '#domain/result.ts'
import { createUndoPlan, type UndoProblem } from '#domain/undo-plan.ts'
import { verifyApplied, type Check } from '#domain/verification.ts'
import type { Host } from '#host/host.ts'
import type { Inspector } from './inspection.ts'
import { scriptOf, type Runner, type RunReply } from './run-session.ts'

/** What taking a run back would do now. */
export async function previewUndo(
  runId: string,
  host: Host,
  inspector: Inspector,
): Promise<Result<UndoPreview, Failure>> {
  const plan = await planUndo(runId, host, inspector)
  return plan.ok ? success({ plan: plan.value, script: scriptOf(plan.value) }) : plan
}

/** Takes a run back, if that is what the user reviewed. */
export async function undoRun(
  { runId, scriptSha256 }: Calls['undo']['argument'],
  host: Host,
  inspector: Inspector,
  runner: Runner,
): Promise<RunReply> {
  const plan = await planUndo(runId, host, inspector)
  return plan.ok ? runner.start(plan.value, scriptSha256) : plan
}

/** Compares the machine, as the user may read it, with what a run planned. */
export async function verifyRun(
  runId: string,
  host: Host,
  inspector: Inspector,
): Promise<Result<readonly Check[], Failure>> {
  const run = await findRun(runId, host)
  if (!run.ok) return run
  const [facts, { processes }] = await Promise.all([inspector.lookAgain(), host.readProcesses()])
  return facts.ok ? success(verifyApplied(run.value.plan, facts.value, processes)) : facts
}

async function planUndo(
  runId: string,
  host: Host,
  inspector: Inspector,
): Promise<Result<Plan, Failure>> {
  const run = await findRun(runId, host)
  if (!run.ok) return run
  const facts = await inspector.lookAgain()
  if (!facts.ok) return facts
  const plan = createUndoPlan(run.value.plan, facts.value, runId)
  return plan.ok ? plan : failure(undoFailure(plan.error))
}

async function findRun(runId: string, host: Host): Promise<Result<RunSummary, Failure>> {
  const run = (await host.listRuns()).find((candidate) => candidate.runId === runId)
  return run ? success(run) : failure({ code: 'run-unknown', detail: runId })
}

function undoFailure(problem: UndoProblem): Failure {
  switch (problem.code) {
    case 'file-changed':
      return { code: 'changed-since', detail: problem.path }
    case 'account-changed':
      return { code: 'changed-since', detail: problem.name }
    case 'file-unreadable':
      return { code: 'blocked', detail: `Not readable: ${problem.path}` }
    case 'still-needed':
      return { code: 'blocked', detail: 'Remapping is on and needs this change: undo that first.' }
    case 'nothing-to-undo':
      return { code: 'changed-since', detail: 'Everything is as it was before the change.' }
    default:
      return assertNever(problem)
  }
}
