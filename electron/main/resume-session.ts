import type { Calls, CutOff, Failure, ResumePreview } from '#contract/channels.ts'
import type { JournalPlan } from '#domain/plan.ts'
import { failure, success, type Result } from '#domain/result.ts'
import { RESUME_VERBS, type RunEvent } from '#domain/run-events.ts'
import type { Host } from '#host/host.ts'
import type { Start } from './run-session.ts'

/** How a run that was cut off could go on. */
export async function previewResume(
  runId: string,
  host: Host,
): Promise<Result<ResumePreview, Failure>> {
  const found = await findCutOff(runId, host)
  if (!found.ok) return found
  const { plan, cutOff, script } = found.value
  return success({
    plan,
    events: cutOff.events,
    verbs: RESUME_VERBS.filter((verb) => verb !== 'finish' || !hasBegunToRollBack(cutOff.events)),
    script,
  })
}

/** Goes on with it, if its script is the one that the user saw. */
export async function resumeRun<Reply>(
  { runId, verb, scriptSha256 }: Calls['resume']['argument'],
  host: Host,
  start: Start<Reply>,
): Promise<Result<Reply, Failure>> {
  const found = await findCutOff(runId, host)
  return found.ok ? start(found.value.script, scriptSha256, { verb, runId }) : found
}

function hasBegunToRollBack(events: readonly RunEvent[]): boolean {
  return events.some((event) => event.kind === 'rollback-started')
}

type Resumable = {
  readonly plan: JournalPlan
  readonly cutOff: CutOff
  readonly script: string
}

async function findCutOff(runId: string, host: Host): Promise<Result<Resumable, Failure>> {
  const run = (await host.listRuns()).find((candidate) => candidate.runId === runId)
  const script = await host.readRunScript(runId)
  if (!run || script === undefined) return failure({ code: 'run-unknown', detail: runId })
  const { plan, cutOff } = run
  return cutOff && !cutOff.running
    ? success({ plan, cutOff, script })
    : failure({ code: 'nothing-to-resume', detail: `${runId}: ${run.outcome}` })
}
