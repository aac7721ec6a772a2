// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { RunSummary } from '#contract/channels.ts'
import { success } from '#domain/result.ts'
import { pastRun } from '../../testing/past-run.ts'
import { show } from '../../testing/show.tsx'
import { PastChangeNotice } from './PastChangeNotice.tsx'

const applied = pastRun({
  startedAt: Date.UTC(2026, 10, 24, 12),
  finishedAt: Date.UTC(2026, 10, 24, 12),
})

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
