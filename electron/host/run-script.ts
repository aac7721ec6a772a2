import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import type { Resumption, RunEvent, RunOutcome } from '#domain/run-events.ts'
import type { Failure } from '#contract/channels.ts'
import { elevate } from './elevation.ts'
import { followRun } from './run-follower.ts'

/** `Host.runScript` on this machine. Throws when the run started and was never heard of again. */
export async function runScript(
  runId: string,
  script: string,
  onEvent: (event: RunEvent) => void,
  resumption?: Resumption,
): Promise<Result<RunOutcome, Failure>> {
  const elevation = elevate(runId, script, resumption)
  const run = await followRun(`/run/subroot/${runId}/events`, onEvent, elevation)
  if (run.outcome !== undefined) return success(run.outcome)
  const end = await elevation
  if (!end.ok) return end
  const detail = `exit ${end.value.exitCode}\n${end.value.stderr}`.trim()
  if (run.started) throw new Error(`Run ${runId} stopped without a result: ${detail}`)
  return failure({ code: 'elevation-failed', detail })
}
