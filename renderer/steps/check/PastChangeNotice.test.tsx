// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it } from 'vitest'
import type { RunSummary } from '#contract/channels.ts'
import { failure, success } from '#domain/result.ts'
import { show } from '../../testing/show.tsx'
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

async function showRuns(runs: readonly RunSummary[]) {
  const undone: string[] = []
  const { place } = await show(<PastChangeNotice />, {
    listRuns: () => Promise.resolve(success(runs)),
    prepareUndo: ({ runId }) => {
      undone.push(runId)
      return Promise.resolve(failure({ code: 'internal', detail: '' }))
    },
  })
  return { place, undone }
}

it('offers to look at a change that was interrupted, and to take it back', async () => {
  const { place, undone } = await showRuns([interrupted])
  expect(place.querySelector('h2')?.textContent).toBe('A change was interrupted')
  expect(place.textContent).toContain('November 24, 2026')
  const buttons = [...place.querySelectorAll('button')]
  expect(buttons.map((button) => button.textContent)).toEqual(['Undo this change', 'History'])
  await act(async () => buttons[0]?.click())
  expect(undone).toEqual(['run-1'])
})

it('offers the proof of a change that is in effect', async () => {
  const { place } = await showRuns([{ ...interrupted, outcome: 'done', finishedAt: 1 }])
  expect(place.querySelector('h2')?.textContent).toBe('Subroot turned remapping on here')
  expect([...place.querySelectorAll('button')].map((button) => button.textContent)).toEqual([
    'See the proof',
    'Undo this change',
  ])
})

it('says nothing where nothing was changed', async () => {
  const { place } = await showRuns([])
  expect(place.textContent).toBe('')
})
