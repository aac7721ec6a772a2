import { describe, expect, it, vi } from 'vitest'
import type { PageApi, RunSummary } from '#contract/channels.ts'
import { answerAll } from '#contract/testing/answer-all.ts'
import { failure, success } from '#domain/result.ts'
import { pastRun } from '../testing/past-run.ts'
import { appliedRun, createWizard } from './wizard-store.ts'

const listed = (...value: readonly RunSummary[]) => ({ kind: 'ready', value }) as const

describe('appliedRun', () => {
  it('is the newest change that is in effect', () => {
    const newest = pastRun({ runId: 'run-3' })
    expect(appliedRun(listed(newest, pastRun({ runId: 'run-2' })))).toBe(newest)
  })

  it('is none where all were taken back, put back, refused or are undos', () => {
    expect(
      appliedRun(
        listed(
          pastRun({ undoneBy: 'run-2' }),
          pastRun({ outcome: 'rolled-back' }),
          pastRun({ outcome: 'refused' }),
          pastRun({ outcome: 'unfinished' }),
          pastRun({ action: 'undo' }),
        ),
      ),
    ).toBeUndefined()
  })
})

/** A main process that answers every call in one way, and keeps what was asked. */
function answering(answers: Partial<PageApi>): {
  readonly api: PageApi
  readonly calls: readonly (readonly [string, unknown])[]
} {
  const calls: (readonly [string, unknown])[] = []
  const unanswered = { code: 'internal', detail: 'not answered in this test' } as const
  const api: PageApi = {
    ...answerAll(() => Promise.resolve(failure(unanswered))),
    on: () => () => undefined,
    ...answers,
  }
  const recording = new Proxy(api, {
    get: (target, name: keyof PageApi) =>
      name === 'on'
        ? target.on
        : (argument: never) => {
            calls.push([name, argument])
            return target[name](argument)
          },
  })
  return { api: recording, calls }
}

describe('createWizard', () => {
  it('has the picture that is being taken among all pictures', async () => {
    const { api } = answering({
      takePicture: () => new Promise((resolve) => setTimeout(() => resolve(success('AA==')), 10)),
    })
    const { actions } = createWizard(api)
    expect(await actions.allPictures()).toEqual([])
    void actions.takePicture({ x: 0, y: 0, width: 1, height: 1 })
    expect(await actions.allPictures()).toMatchObject([{ png: 'AA==' }])
  })

  it('does not wait for ever for a picture that never comes', async () => {
    vi.useFakeTimers()
    const { api } = answering({ takePicture: () => new Promise(() => {}) })
    const { actions } = createWizard(api)
    void actions.takePicture({ x: 0, y: 0, width: 1, height: 1 })
    const all = actions.allPictures()
    await vi.runAllTimersAsync()
    expect(await all).toEqual([])
    vi.useRealTimers()
  })

  it('looks at the machine, past runs and past proofs when it starts, without a password or a proof', async () => {
    const { api, calls } = answering({})
    await createWizard(api).start()
    expect(calls).toEqual([
      ['readPractice', undefined],
      ['inspect', undefined],
      ['listRuns', undefined],
      ['listProofs', undefined],
    ])
  })

  it('shows what kept it from looking', async () => {
    const failed = { code: 'busy', detail: 'why' } as const
    const wizard = createWizard(answering({ inspect: () => Promise.resolve(failure(failed)) }).api)
    await wizard.actions.look()
    expect(wizard.store.getState().at).toEqual({
      step: 'check',
      look: { kind: 'failed', failure: failed },
    })
  })

  it('asks for no run and no undo but from the step that shows the script', async () => {
    const { api, calls } = answering({})
    const { actions } = createWizard(api)
    await actions.apply()
    await actions.undo()
    await actions.lookElevated()
    expect(calls).toEqual([])
  })

  it('asks for the undo of the script that was shown, by its digest', async () => {
    const { plan } = pastRun({})
    const { api, calls } = answering({
      prepareUndo: () =>
        Promise.resolve(
          success({
            kind: 'ready',
            plan: { ...plan, action: 'undo', steps: [] },
            script: 'abc',
          }),
        ),
      undo: () => Promise.resolve(success({ runId: 'run-2' })),
    })
    const { actions, store } = createWizard(api)
    await actions.openUndo('run-1')
    await actions.undo()
    expect(calls).toEqual([
      ['prepareUndo', { runId: 'run-1' }],
      [
        'undo',
        {
          runId: 'run-1',
          // sha256sum of "abc" (FIPS 180-2, appendix B.1).
          scriptSha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        },
      ],
    ])
    expect(store.getState().at).toMatchObject({ step: 'undo', run: { kind: 'running' } })
  })

  it('reads the journal when a request is refused: another window may be at work', async () => {
    const { plan } = pastRun({})
    const changed = { code: 'changed-since', detail: '' } as const
    const cutOff = { running: true, startedBy: 1000, events: [] }
    const underWay = pastRun({ outcome: 'unfinished', cutOff })
    const { api } = answering({
      prepareUndo: () =>
        Promise.resolve(
          success({ kind: 'ready', plan: { ...plan, action: 'undo', steps: [] }, script: 'abc' }),
        ),
      undo: () => Promise.resolve(failure(changed)),
      listRuns: () => Promise.resolve(success([underWay])),
    })
    const { actions, store } = createWizard(api)
    await actions.openUndo('run-1')
    await actions.undo()
    await expect.poll(() => store.getState().runs).toEqual(listed(underWay))
    expect(store.getState().at).toMatchObject({ run: { kind: 'not-started', failure: changed } })
  })

  it('asks for a line for the script that was shown, keeps it, and takes that one back', async () => {
    const { plan } = pastRun({})
    const line = { command: 'sudo true', path: '/run/user/1000/subroot-x/script' }
    const { api, calls } = answering({
      prepareUndo: () =>
        Promise.resolve(
          success({ kind: 'ready', plan: { ...plan, action: 'undo', steps: [] }, script: 'abc' }),
        ),
      handOver: () => Promise.resolve(success({ runId: 'run-2', ...line })),
    })
    const { actions, store } = createWizard(api)
    await actions.openUndo('run-1')
    await actions.undo('terminal')
    expect(store.getState().at).toMatchObject({ run: { kind: 'running', runId: 'run-2', line } })
    await actions.withdraw()
    expect(calls.slice(1)).toEqual([
      [
        'handOver',
        {
          kind: 'undo',
          runId: 'run-1',
          scriptSha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        },
      ],
      ['withdraw', { runId: 'run-2' }],
    ])
  })
})
