import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import type { Resumption, RunEvent } from '#domain/run-events.ts'
import type { Failure } from '#contract/channels.ts'
import { elevate, isNoRoom, wordsOf } from './elevation.ts'
import type { RunEnd } from './host.ts'
import { followRun, progressDirOf } from './run-follower.ts'

/** `Host.runScript` on this machine. */
export async function runScript(
  runId: string,
  script: string,
  onEvent: (event: RunEvent) => void,
  resumption?: Resumption,
): Promise<Result<RunEnd, Failure>> {
  const elevation = elevate(wordsOf(runId, resumption), script)
  const run = await followRun(progressDirOf(runId), onEvent, elevation)
  if (run.outcome !== undefined) return success(run.outcome)
  if (run.started) return success('cut-off')
  const end = await elevation
  if (!end.ok) return end
  const detail = `exit ${end.value.exitCode}\n${end.value.stderr}`.trim()
  return failure({ code: isNoRoom(detail) ? 'no-room' : 'elevation-failed', detail })
}
