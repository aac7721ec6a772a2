// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it } from 'vitest'
import type { PageApi, RunSummary } from '#contract/channels.ts'
import { failure, success } from '#domain/result.ts'
import { WizardContext } from '../../wizard/use-wizard.ts'
import { createWizard } from '../../wizard/wizard-store.ts'
import { PastChangeNotice } from './PastChangeNotice.tsx'

const interrupted: RunSummary = {
  runId: 'run-1',
  action: 'apply',
  startedAt: Date.UTC(2026, 10, 24, 12),
  finishedAt: undefined,
  outcome: 'unfinished',
  undoneBy: undefined,
  plan: {
    version: 1,
    action: 'apply',
    remapUser: 'dockremap',
    range: { start: 458752, count: 65536 },
    usernsRemap: 'default',
    dataRoot: '/var/lib/docker',
    remappedDataRoot: '/var/lib/docker/458752.458752',
    needsReboot: false,
    steps: [],
  },
}

const refuse = () => Promise.resolve(failure({ code: 'internal', detail: '' } as const))

async function show(runs: readonly RunSummary[]) {
  const undone: string[] = []
  const api: PageApi = {
    inspect: refuse,
    inspectElevated: refuse,
    apply: refuse,
    prepareUndo: ({ runId }) => {
      undone.push(runId)
      return refuse()
    },
    undo: refuse,
    listRuns: () => Promise.resolve(success(runs)),
    verify: refuse,
    readProcesses: refuse,
    copyText: refuse,
    saveReport: refuse,
    openLink: refuse,
    on: () => () => undefined,
  }
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
  const wizard = createWizard(api)
  const place = document.createElement('div')
  document.body.append(place)
  await act(async () => {
    createRoot(place).render(
      <WizardContext value={wizard}>
        <PastChangeNotice />
      </WizardContext>,
    )
    await wizard.actions.listRuns()
  })
  return { place, undone }
}

it('offers to look at a change that was interrupted, and to take it back', async () => {
  const { place, undone } = await show([interrupted])
  expect(place.querySelector('h2')?.textContent).toBe('A change was interrupted')
  expect(place.textContent).toContain('November 24, 2026')
  const buttons = [...place.querySelectorAll('button')]
  expect(buttons.map((button) => button.textContent)).toEqual(['Undo this change', 'History'])
  await act(async () => buttons[0]?.click())
  expect(undone).toEqual(['run-1'])
})

it('offers the proof of a change that is in effect', async () => {
  const { place } = await show([{ ...interrupted, outcome: 'done', finishedAt: 1 }])
  expect(place.querySelector('h2')?.textContent).toBe('Subroot turned remapping on here')
  expect([...place.querySelectorAll('button')].map((button) => button.textContent)).toEqual([
    'See the proof',
    'Undo this change',
  ])
})

it('says nothing where nothing was changed', async () => {
  const { place } = await show([])
  expect(place.textContent).toBe('')
})
