import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type {
  PageApi,
  RunRecord,
  RunSummary,
  SavedReport,
  UndoPreview,
} from '#contract/channels.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { Consent } from '#domain/consents.ts'
import type { Choices } from '#domain/plan.ts'
import type { Result } from '#domain/result.ts'
import { sha256 } from '#domain/sha256.ts'
import { isInEffect } from '#domain/past-run.ts'
import { createLiveActions } from './live-actions.ts'
import type { PracticeTools } from '../practice/practice-actions.ts'
import { createProcessReading } from './process-reading.ts'
import { createResumeActions } from './resume-actions.ts'
import { createRunRequest } from './run-request.ts'
import type { WayToRoot } from './run-state.ts'
import { transition, initialState } from './transition.ts'
import type {
  Loadable,
  PlanHead,
  Reviewed,
  UndoReview,
  WizardEvent,
  WizardState,
} from './wizard-state.ts'

export type Wizard = {
  readonly store: StoreApi<WizardState>
  readonly actions: Actions
  /** Subscribes to main's events and takes the first look; done once it is known whether the machine is simulated. */
  readonly start: () => Promise<void>
}

type Actions = ReturnType<typeof createActions>

/** The wizard's state, and the only code that talks to the main process. */
export function createWizard(api: PageApi): Wizard {
  const store = createStore<WizardState>(() => initialState)
  const send = (event: WizardEvent): void =>
    store.setState((state) => transition(state, event), true)
  const actions = createActions(api, store.getState, send)
  return {
    store,
    actions,
    start: async () => {
      api.on('runEvent', ({ runId, event }) => {
        send({ kind: 'run-event', runId, event })
        if (event.kind === 'run-finished') void actions.listRuns()
      })
      api.on('runNotStarted', ({ runId, failure }) => {
        send({ kind: 'run-not-started', runId, failure })
        // After a mistake of ours only the journal knows whether it did.
        void actions.listRuns()
      })
      api.on('runCutOff', ({ runId, journalId }) => {
        send({ kind: 'run-cut-off', runId })
        void actions.listRuns()
        const { at } = store.getState()
        const isShown = 'run' in at && at.run.kind === 'cut-off' && at.run.runId === runId
        if (isShown) void actions.openResume(journalId)
      })
      const practiceRead = actions.readPractice()
      void actions.look()
      void actions.listRuns()
      void actions.listProofs()
      await practiceRead
    },
  }
}

function createActions(
  api: PageApi,
  getState: () => WizardState,
  send: (event: WizardEvent) => void,
) {
  const live = createLiveActions(api, () => getState().live, send)
  const practice: PracticeTools = {
    api,
    send,
    changeTo: (changed) => {
      send({ kind: 'machine-changed', practice: changed })
      void look()
      void listRuns()
      void live.listProofs()
    },
  }

  async function readPractice(): Promise<void> {
    const reply = await api.readPractice(undefined)
    if (reply.ok) send({ kind: 'practice-read', practice: reply.value ?? undefined })
  }

  async function listRuns(): Promise<void> {
    send({ kind: 'runs-listed', runs: loaded(await api.listRuns(undefined)) })
    await rereadPractice()
  }

  async function look(): Promise<void> {
    send({ kind: 'looking', elevated: false })
    const reply = await api.inspect(undefined)
    send(
      reply.ok
        ? { kind: 'seen', inspection: reply.value }
        : { kind: 'look-failed', failure: reply.error, before: undefined },
    )
    await rereadPractice()
  }

  /** What goes wrong once may be over now. */
  async function rereadPractice(): Promise<void> {
    if (getState().practice !== undefined) await readPractice()
  }

  /** One password; reads only. When it does not come about, what was seen without it stays. */
  async function lookElevated(): Promise<void> {
    const { at } = getState()
    if (at.step !== 'check' || at.look.kind !== 'seen') return
    const before = at.look.inspection
    send({ kind: 'looking', elevated: true })
    const reply = await api.inspectElevated(undefined)
    send(
      reply.ok
        ? { kind: 'seen', inspection: reply.value }
        : { kind: 'look-failed', failure: reply.error, before },
    )
    await rereadPractice()
  }

  async function apply(way: WayToRoot = 'dialog'): Promise<void> {
    const { at } = getState()
    if (at.step !== 'apply') return
    const { choices, reviewed } = at
    await request({ kind: 'apply', choices, scriptSha256: reviewed.script.sha256 }, way)
  }

  async function openUndo(target: string): Promise<void> {
    send({ kind: 'undo-opened', target })
    const reply = await api.prepareUndo({ runId: target })
    const preview = reply.ok ? undoReview(reply.value) : failed(reply.error)
    send({ kind: 'undo-prepared', target, preview })
  }

  async function undo(way: WayToRoot = 'dialog'): Promise<void> {
    const { at } = getState()
    if (at.step !== 'undo' || at.preview.kind !== 'ready') return
    const { target, preview } = at
    const scriptSha256 = preview.value.script.sha256
    await request({ kind: 'undo', runId: target, scriptSha256 }, way)
  }

  const request = createRunRequest(api, send, listRuns)

  /** Takes the line back that waits to be run; what comes of it is an event. */
  async function withdraw(): Promise<void> {
    const { at } = getState()
    if ('run' in at && at.run.kind === 'running') await api.withdraw({ runId: at.run.runId })
  }

  async function prove(runId: string, plan: PlanHead): Promise<void> {
    send({ kind: 'proving', runId, plan })
    await verify(runId)
  }

  async function verify(runId: string): Promise<void> {
    send({ kind: 'checks-loaded', runId, checks: { kind: 'loading' } })
    send({ kind: 'checks-loaded', runId, checks: loaded(await api.verify({ runId })) })
  }

  const nextReading = createProcessReading(api)
  async function readProcesses(): Promise<void> {
    send({ kind: 'processes-read', processes: await nextReading() })
  }

  /** The machine as it is now, for showing; the step and its reading stay as they are. */
  async function readFacts(): Promise<Loadable<HostFacts>> {
    const reply = await api.inspect(undefined)
    return reply.ok ? { kind: 'ready', value: reply.value.facts } : failed(reply.error)
  }

  async function readRecord(runId: string): Promise<Loadable<RunRecord>> {
    return loaded(await api.readRecord({ runId }))
  }

  async function saveReport(report: {
    readonly html: string
    readonly json: string
    readonly fileName: string
  }): Promise<SavedReport | undefined> {
    const reply = await api.saveReport(report)
    return reply.ok ? (reply.value ?? undefined) : undefined
  }

  async function copy(text: string): Promise<boolean> {
    return (await api.copyText({ text })).ok
  }

  async function openLink(url: string): Promise<void> {
    await api.openLink({ url })
  }

  return {
    ...live,
    ...createResumeActions({ api, getState, send, request }),
    practice,
    readPractice,
    openPractice: () => send({ kind: 'practice-opened' }),
    look,
    lookElevated,
    listRuns,
    choose: (suggested: Choices) => send({ kind: 'choosing', suggested }),
    typeRemapUser: (text: string) => send({ kind: 'remap-user-typed', text }),
    typeStart: (text: string) => send({ kind: 'start-typed', text }),
    review: (choices: Choices, reviewed: Reviewed) => send({ kind: 'planned', choices, reviewed }),
    continueToApply: () => send({ kind: 'continued-to-apply' }),
    apply,
    goBack: () => send({ kind: 'went-back' }),
    openHistory: () => {
      send({ kind: 'history-opened' })
      void listRuns()
    },
    openUndo,
    undo,
    withdraw,
    prove,
    verify,
    readProcesses,
    readFacts,
    readRecord,
    pause: (paused: boolean) => send({ kind: 'paused', paused }),
    copy,
    openLink,
    chooseWay: (way: Choices['way']) => send({ kind: 'way-chosen', way }),
    consent: (consent: Consent, given: boolean) =>
      send({ kind: 'consent-changed', consent, given }),
    saveReport,
  }
}

function loaded<Value, Failure>(
  reply: Result<Value, Failure>,
): { kind: 'ready'; value: Value } | { kind: 'failed'; failure: Failure } {
  return reply.ok ? { kind: 'ready', value: reply.value } : failed(reply.error)
}

function failed<Failure>(failure: Failure): { kind: 'failed'; failure: Failure } {
  return { kind: 'failed', failure }
}

function undoReview(preview: UndoPreview): UndoReview {
  if (preview.kind === 'refused') return preview
  const { plan, script } = preview
  return {
    kind: 'ready',
    value: { plan, script: { text: script, sha256: sha256(script) } },
  }
}

/** The newest change that is in effect: applied, and not taken back. What Undo means on every screen. */
export function appliedRun(runs: Loadable<readonly RunSummary[]>): RunSummary | undefined {
  return runs.kind === 'ready' ? runs.value.find(isInEffect) : undefined
}
