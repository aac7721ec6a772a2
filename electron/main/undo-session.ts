import type { Calls, Failure, RunRecord, RunSummary, UndoPreview } from '#contract/channels.ts'
import type { Plan } from '#domain/plan.ts'
import { failure, success, type Result } from '#domain/result.ts'
import { planUndo, type PastRunProblem } from '#domain/undo-order.ts'
import { verifyApplied, type Check } from '#domain/verification.ts'
import type { Host } from '#host/host.ts'
import type { Inspector } from './inspection.ts'
import { scriptOf, type Start } from './run-session.ts'

/** What taking a run back would do now, or what stands in its way. */
export async function previewUndo(
  runId: string,
  host: Host,
  inspector: Inspector,
): Promise<Result<UndoPreview, Failure>> {
  const planned = await planFor(runId, host, inspector)
  if (!planned.ok) return planned
  const plan = planned.value
  return success(
    plan.ok
      ? { kind: 'ready', plan: plan.value, script: scriptOf(plan.value) }
      : { kind: 'refused', problem: plan.error },
  )
}

/** Takes a run back, if that is what the user reviewed. */
export async function undoRun<Reply>(
  { runId, scriptSha256 }: Calls['undo']['argument'],
  host: Host,
  inspector: Inspector,
  start: Start<Reply>,
): Promise<Result<Reply, Failure>> {
  const planned = await planFor(runId, host, inspector)
  if (!planned.ok) return planned
  const plan = planned.value
  return plan.ok
    ? start(scriptOf(plan.value), scriptSha256)
    : // The page had a plan for this run, so it is the machine that has changed.
      failure({ code: 'changed-since', detail: wordsOf(plan.error) })
}

/** What else the journal keeps of a run. */
export async function readRecord(runId: string, host: Host): Promise<Result<RunRecord, Failure>> {
  const [script, backups] = await Promise.all([
    host.readRunScript(runId),
    host.readRunBackups(runId),
  ])
  return script === undefined
    ? failure({ code: 'run-unknown', detail: runId })
    : success({ script, backups })
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

async function planFor(
  runId: string,
  host: Host,
  inspector: Inspector,
): Promise<Result<Result<Plan, PastRunProblem>, Failure>> {
  const runs = await host.listRuns()
  const run = runs.find((candidate) => candidate.runId === runId)
  if (!run) return failure({ code: 'run-unknown', detail: runId })
  const facts = await inspector.lookAgain()
  return facts.ok ? success(planUndo(run, runs, facts.value)) : facts
}

async function findRun(runId: string, host: Host): Promise<Result<RunSummary, Failure>> {
  const run = (await host.listRuns()).find((candidate) => candidate.runId === runId)
  return run ? success(run) : failure({ code: 'run-unknown', detail: runId })
}

/** The place that the problem names, for the details. */
function wordsOf(problem: PastRunProblem): string {
  const place = 'path' in problem ? problem.path : 'name' in problem ? problem.name : ''
  return `${problem.code} ${place}`.trim()
}
