import type { HandOverRequest, PageApi } from '#contract/channels.ts'
import type { ResumeVerb } from '#domain/run-events.ts'
import { sha256 } from '#domain/sha256.ts'
import type { WayToRoot } from './run-state.ts'
import type { WizardEvent, WizardState } from './wizard-state.ts'

type Tools = {
  readonly api: PageApi
  readonly getState: () => WizardState
  readonly send: (event: WizardEvent) => void
  /** Asks main, by a dialog or for a line, and takes what it replies. */
  readonly request: (request: HandOverRequest, way: WayToRoot) => Promise<void>
}

/** What the user can do with a run that was cut off. */
export function createResumeActions({ api, getState, send, request }: Tools) {
  return {
    async openResume(target: string): Promise<void> {
      send({ kind: 'resume-opened', target })
      const reply = await api.prepareResume({ runId: target })
      if (!reply.ok) {
        send({ kind: 'resume-prepared', target, preview: { kind: 'failed', failure: reply.error } })
        return
      }
      const { script: text, ...known } = reply.value
      const value = { ...known, script: { text, sha256: sha256(text) } }
      send({ kind: 'resume-prepared', target, preview: { kind: 'ready', value } })
    },

    async resume(verb: ResumeVerb, way: WayToRoot = 'dialog'): Promise<void> {
      const { at } = getState()
      if (at.step !== 'resume' || at.preview.kind !== 'ready') return
      const { target, preview } = at
      send({ kind: 'verb-chosen', verb })
      const scriptSha256 = preview.value.script.sha256
      await request({ kind: 'resume', runId: target, verb, scriptSha256 }, way)
    },
  }
}
