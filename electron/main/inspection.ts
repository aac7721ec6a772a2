import type { Failure, Inspection } from '#contract/channels.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { failure, success, type Result } from '#domain/result.ts'
import type { Host } from '#host/host.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import { withRestrictedFacts } from './restricted-facts.ts'

export type Inspector = {
  readonly look: () => Promise<Result<Inspection, Failure>>
  readonly lookElevated: () => Promise<Result<Inspection, Failure>>
  /** The facts that a plan made now would rest on: read again, with as much of the machine as the page was shown. */
  readonly lookAgain: () => Promise<Result<HostFacts, Failure>>
  /** What root read earlier no longer holds. */
  readonly forgetElevated: () => void
}

export function createInspector(host: Host): Inspector {
  /** What root read, while it is what the page was shown last. */
  let elevated: HostSnapshot | undefined

  function inspection(snapshot: HostSnapshot): Inspection {
    return { facts: parseHostFacts(snapshot), program: transactionText, simulated: host.simulated }
  }
  return {
    look: async () => {
      elevated = undefined
      return success(inspection(await host.readSnapshot()))
    },
    lookElevated: async () => {
      const snapshot = await host.readSnapshotElevated()
      if (!snapshot.ok) return snapshot
      elevated = snapshot.value
      return success(inspection(snapshot.value))
    },
    lookAgain: async () => {
      const fresh = await host.readSnapshot()
      const snapshot = elevated === undefined ? fresh : withRestrictedFacts(fresh, elevated)
      return snapshot === undefined
        ? failure({ code: 'facts-changed', detail: 'Docker was restarted or set up differently.' })
        : success(parseHostFacts(snapshot))
    },
    forgetElevated: () => {
      elevated = undefined
    },
  }
}
