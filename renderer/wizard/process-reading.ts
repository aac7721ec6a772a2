import type { PageApi } from '#contract/channels.ts'
import type { ProcessSnapshot } from '#domain/container-process.ts'
import { unpackUpdate } from '#domain/process-update-text.ts'
import { withUpdate } from '#domain/process-update.ts'
import type { Loadable } from './wizard-state.ts'

/** The processes that main last told of, kept so that it need only tell what changed since. */
export function createProcessReading(
  api: Pick<PageApi, 'readProcesses'>,
): () => Promise<Loadable<ProcessSnapshot>> {
  let since: number | null = null
  let processes: ProcessSnapshot['processes'] = []
  return async () => {
    const reply = await api.readProcesses({ since })
    if (!reply.ok) return { kind: 'failed', failure: reply.error }
    const update = unpackUpdate(reply.value)
    const { sequence, at, readMs } = update
    since = sequence
    processes = withUpdate(processes, update)
    return { kind: 'ready', value: { at, readMs, processes } }
  }
}
