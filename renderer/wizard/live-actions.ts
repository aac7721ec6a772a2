import type { PageApi, PageArea } from '#contract/channels.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { LiveEvent } from './live-state.ts'

/** What asks main for proofs on test containers. */
export function createLiveActions(api: PageApi, send: (event: LiveEvent) => void) {
  return {
    listProofs: async (): Promise<void> => {
      const reply = await api.listProofs(undefined)
      if (reply.ok) send({ kind: 'proofs-listed', proofs: reply.value })
    },
    /** The machine as it is now, for a report; undefined where it could not be read. */
    readMachine: async (): Promise<HostFacts | undefined> => {
      const reply = await api.inspect(undefined)
      return reply.ok ? reply.value.facts : undefined
    },
    /** The user has been told what this makes and removes. */
    proveLive: async (): Promise<void> => {
      send({ kind: 'proof-started' })
      const reply = await api.proveLive(undefined)
      send(
        reply.ok
          ? { kind: 'proof-measured', proof: reply.value }
          : { kind: 'proof-failed', failure: reply.error },
      )
    },
    takePicture: async (area: PageArea): Promise<void> => {
      const reply = await api.takePicture(area)
      if (reply.ok) send({ kind: 'picture-taken', picture: { at: Date.now(), png: reply.value } })
    },
  }
}
