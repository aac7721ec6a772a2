// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { RunSummary } from '#contract/channels.ts'
import { success } from '#domain/result.ts'
import { show } from '../../testing/show.tsx'
import { PastChangeNotice } from './PastChangeNotice.tsx'

const applied: RunSummary = {
  runId: 'run-1',
  action: 'apply',
  startedAt: Date.UTC(2026, 10, 24, 12),
  finishedAt: Date.UTC(2026, 10, 24, 12),
  outcome: 'done',
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
  return show(<PastChangeNotice />, { listRuns: () => Promise.resolve(success(runs)) })
}

it('offers the proof of a change that is in effect', async () => {
  const { place } = await showRuns([applied])
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
