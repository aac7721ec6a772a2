import type { Failure, PageApi } from '#contract/channels.ts'
import type {
  Practice,
  PracticeFault,
  PracticeHappening,
  PracticeMachine,
} from '#domain/practice.ts'
import type { Loadable, WizardEvent } from '../wizard/wizard-state.ts'

/** What the wizard lends to practice, whose actions are loaded with its screens. */
export type PracticeTools = {
  readonly api: PageApi
  readonly send: (event: WizardEvent) => void
  /** Main is on another machine: everything is read anew. */
  readonly changeTo: (practice: Practice | undefined) => void
}

/** What the user can do with simulated machines. */
export function createPracticeActions({ api, send, changeTo }: PracticeTools) {
  return {
    async listMachines(): Promise<Loadable<readonly PracticeMachine[]>> {
      const reply = await api.listPracticeMachines(undefined)
      return reply.ok
        ? { kind: 'ready', value: reply.value }
        : { kind: 'failed', failure: reply.error }
    },

    /** Gives what kept main from it. */
    async enter(machine: string): Promise<Failure | undefined> {
      const reply = await api.enterPractice({ machine })
      if (!reply.ok) return reply.error
      changeTo(reply.value)
      return undefined
    },

    async leave(): Promise<void> {
      const reply = await api.leavePractice(undefined)
      if (reply.ok) changeTo(undefined)
    },

    async setFaults(faults: readonly PracticeFault[]): Promise<void> {
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
