import type { PageApi, PageArea } from '#contract/channels.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { LiveEvent, LiveState, Picture } from './live-state.ts'

/** A window that is not painted, because it is minimised, may never give its picture. */
const PICTURE_LIMIT_MS = 3000

/** What asks main for proofs on test containers. */
export function createLiveActions(
  api: PageApi,
  getLive: () => LiveState,
  send: (event: LiveEvent) => void,
) {
  let taking: Promise<void> = Promise.resolve()

  async function takePicture(area: PageArea): Promise<void> {
    const reply = await api.takePicture(area)
    if (reply.ok) send({ kind: 'picture-taken', picture: { at: Date.now(), png: reply.value } })
  }

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
    takePicture: (area: PageArea): Promise<void> => {
      taking = takePicture(area)
      return taking
    },
    /** Newest first, with the one that is being taken. */
    allPictures: async (): Promise<readonly Picture[]> => {
      const limit = new Promise((resolve) => setTimeout(resolve, PICTURE_LIMIT_MS))
      await Promise.race([taking, limit])
      return getLive().pictures
    },
  }
}
