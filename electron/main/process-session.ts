import type { Calls, Failure } from '#contract/channels.ts'
import type { ProcessSnapshot } from '#domain/container-process.ts'
import { packUpdate } from '#domain/process-update-text.ts'
import { updateBetween } from '#domain/process-update.ts'
import type { Result } from '#domain/result.ts'
import { success } from '#domain/result.ts'
import type { Host } from '#host/host.ts'

type ReadProcesses = (
  argument: Calls['readProcesses']['argument'],
) => Promise<Result<string, Failure>>

/**
 * Tells the page of containers' processes by what changed since the reading that it names. Only the last reading is
 * kept: a page that names another one (it was loaded again) is told everything.
 */
export function createProcessSession(host: Pick<Host, 'watchProcesses'>): ReadProcesses {
  let told: { readonly sequence: number; readonly snapshot: ProcessSnapshot } | undefined
  let sequence = 0
  return async ({ since }) => {
    const snapshot = await host.watchProcesses()
    const before = told?.sequence === since ? told?.snapshot : undefined
    sequence += 1
    told = { sequence, snapshot }
    return success(packUpdate(updateBetween(before, snapshot, sequence)))
  }
}
