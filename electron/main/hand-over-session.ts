import type { Calls, Failure, HandOverRequest } from '#contract/channels.ts'
import { assertNever, type Result } from '#domain/result.ts'
import type { Host } from '#host/host.ts'
import type { Inspector } from './inspection.ts'
import { resumeRun } from './resume-session.ts'
import { applyChoices, type Runner } from './run-session.ts'
import { undoRun } from './undo-session.ts'

/** The way without a dialog, for whatever can be done with one: the same reading, plan and comparison before it. */
export function handOver(
  request: HandOverRequest,
  host: Host,
  inspector: Inspector,
  runner: Runner,
): Promise<Result<Calls['handOver']['reply'], Failure>> {
  switch (request.kind) {
    case 'apply':
      return applyChoices(request, inspector, runner.handOver)
    case 'undo':
      return undoRun(request, host, inspector, runner.handOver)
    case 'resume':
      return resumeRun(request, host, runner.handOver)
    default:
      return assertNever(request)
  }
}
