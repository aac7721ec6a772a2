import type { Failure } from '#contract/channels.ts'
import type { LiveProof } from '#domain/proof/live-proof.ts'
import { failure, type Result } from '#domain/result.ts'
import type { Host } from '#host/host.ts'
import { log } from './log.ts'
import type { ProofStore } from './proof-store.ts'
import type { Runner } from './run-session.ts'

export type ProofSession = {
  readonly prove: () => Promise<Result<LiveProof, Failure>>
  /** Newest first. */
  readonly list: () => Promise<readonly LiveProof[]>
  readonly isBusy: () => boolean
}

/** One proof at a time, and none while a change is under way. What was measured is kept: a change cannot be proved later. */
export function createProofSession(
  host: Pick<Host, 'proveLive'>,
  runner: Pick<Runner, 'isBusy'>,
  store: ProofStore,
): ProofSession {
  let busy = false
  return {
    isBusy: () => busy,
    list: store.read,
    prove: async () => {
      if (busy || runner.isBusy()) {
        return failure({ code: 'busy', detail: 'Another proof, or a change, has not ended.' })
      }
      busy = true
      try {
        const proof = await host.proveLive()
        if (proof.ok) {
          log.info(`Proof on ${proof.value.containers.length} test containers`)
          await store.add(proof.value)
        }
        return proof
      } finally {
        busy = false
      }
    },
  }
}
