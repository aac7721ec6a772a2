import type { Failure, HandedOverLine, HandOverRequest, PageApi } from '#contract/channels.ts'
import { assertNever, type Result } from '#domain/result.ts'
import type { WayToRoot } from './run-state.ts'
import type { WizardEvent } from './wizard-state.ts'

type Reply = Result<{ readonly runId: string; readonly line?: HandedOverLine }, Failure>

/** Asks main for a run that was reviewed, and tells the wizard its name, or why there is none. */
export function createRunRequest(
  api: PageApi,
  send: (event: WizardEvent) => void,
  listRuns: () => Promise<void>,
): (request: HandOverRequest, way: WayToRoot) => Promise<void> {
  return async (request, way) => {
    send({ kind: 'run-requested' })
    const reply = await (way === 'dialog' ? askByDialog(api, request) : askForLine(api, request))
    send(
      reply.ok
        ? { kind: 'run-named', runId: reply.value.runId, line: reply.value.line }
        : { kind: 'run-refused', failure: reply.error },
    )
    // Another window's change may be what stands in the way: the screen then says so.
    if (!reply.ok) void listRuns()
  }
}

function askByDialog(api: PageApi, request: HandOverRequest): Promise<Reply> {
  switch (request.kind) {
    case 'apply': {
      const { choices, scriptSha256 } = request
      return api.apply({ choices, scriptSha256 })
    }
    case 'undo': {
      const { runId, scriptSha256 } = request
      return api.undo({ runId, scriptSha256 })
    }
    case 'resume': {
      const { runId, verb, scriptSha256 } = request
      return api.resume({ runId, verb, scriptSha256 })
    }
    default:
      return assertNever(request)
  }
}

async function askForLine(api: PageApi, request: HandOverRequest): Promise<Reply> {
  const reply = await api.handOver(request)
  if (!reply.ok) return reply
  const { runId, ...line } = reply.value
  return { ok: true, value: { runId, line } }
}
