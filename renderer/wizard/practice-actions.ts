import type { Failure, PageApi } from '#contract/channels.ts'
import type {
  Practice,
  PracticeFault,
  PracticeHappening,
  PracticeMachine,
} from '#domain/practice.ts'
import type { Loadable, WizardEvent } from './wizard-state.ts'

type Tools = {
  readonly api: PageApi
  readonly send: (event: WizardEvent) => void
  readonly look: () => Promise<void>
  readonly listRuns: () => Promise<void>
}

/** What the user can do with simulated machines. */
export function createPracticeActions({ api, send, look, listRuns }: Tools) {
  /** Everything is read anew: what was seen is true of the other machine. */
  function changeTo(practice: Practice | undefined): void {
    send({ kind: 'machine-changed', practice })
    void look()
    void listRuns()
  }

  return {
    openPractice: () => send({ kind: 'practice-opened' }),

    async readPractice(): Promise<void> {
      const reply = await api.readPractice(undefined)
      if (reply.ok) send({ kind: 'practice-read', practice: reply.value ?? undefined })
    },

    async listPracticeMachines(): Promise<Loadable<readonly PracticeMachine[]>> {
      const reply = await api.listPracticeMachines(undefined)
      return reply.ok
        ? { kind: 'ready', value: reply.value }
        : { kind: 'failed', failure: reply.error }
    },

    /** Gives what kept main from it. */
    async enterPractice(machine: string): Promise<Failure | undefined> {
      const reply = await api.enterPractice({ machine })
      if (!reply.ok) return reply.error
      changeTo(reply.value)
      return undefined
    },

    async leavePractice(): Promise<void> {
      const reply = await api.leavePractice(undefined)
      if (reply.ok) changeTo(undefined)
    },

    async setPracticeFaults(faults: readonly PracticeFault[]): Promise<void> {
      const reply = await api.setPracticeFaults({ faults })
      if (reply.ok) send({ kind: 'practice-read', practice: reply.value })
    },

    /** Whether it could be done on the machine as it is. */
    async letHappen(happening: PracticeHappening): Promise<boolean> {
      const reply = await api.letHappen({ happening })
      return reply.ok && reply.value
    },
  }
}
