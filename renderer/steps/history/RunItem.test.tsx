// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it } from 'vitest'
import type { RunSummary } from '#contract/channels.ts'
import { success } from '#domain/result.ts'
import { toJournalPlan } from '#domain/script.ts'
import { fileStep, planOfSteps } from '#domain/testing/every-step.ts'
import { show } from '../../testing/show.tsx'
import { HistoryStep } from './HistoryStep.tsx'

const applied: RunSummary = {
  runId: 'run-1',
  action: 'apply',
  startedAt: Date.UTC(2026, 4, 3),
  finishedAt: Date.UTC(2026, 4, 3) + 4200,
  outcome: 'done',
  undoneBy: 'run-2',
  plan: toJournalPlan(planOfSteps([fileStep('edit-subuid', 'a\n', 'b\n', '/etc/subuid')])),
}
const undone: RunSummary = {
  ...applied,
  runId: 'run-2',
  action: 'undo',
  startedAt: Date.UTC(2026, 5, 4),
  undoneBy: undefined,
  plan: { ...applied.plan, action: 'undo', undoes: 'run-1' },
}

it('says of each run how it ended, and which one took the other back', async () => {
  const { place } = await show(<HistoryStep />, {
    listRuns: () => Promise.resolve(success([undone, applied])),
  })
  const [later, earlier] = [...place.querySelectorAll('li')].map((item) => item.textContent)
  expect(later).toMatch(/Remapping taken back.*Done.*Takes back the change of May [23], 2026/u)
  expect(earlier).toMatch(/Remapping turned on.*Done.*took 4\.2 s.*Taken back on June [34], 2026/u)
  expect(place.textContent).not.toContain('Undo this change')
})

it('reads the files, their copies and the script once somebody asks for them', async () => {
  const asked: string[] = []
  const copyPath = '/var/lib/subroot/runs/run-1/backup/etc/subuid.2'
  const { place } = await show(<HistoryStep />, {
    listRuns: () => Promise.resolve(success([{ ...applied, undoneBy: undefined }])),
    readRecord: ({ runId }) => {
      asked.push(runId)
      return Promise.resolve(
        success({
          script: 'the script\n',
          backups: [
            { path: '/etc/subuid', copyPath, bytes: 1234, sha256: 'a'.repeat(64) },
            { path: '/etc/shadow', copyPath: '/b', bytes: 9, sha256: undefined },
          ],
        }),
      )
    },
  })
  expect(asked).toEqual([])
  await act(async () => {
    place.querySelector<HTMLButtonElement>('.fold-button')?.click()
    await Promise.resolve()
  })
  expect(asked).toEqual(['run-1'])
  const rows = [...place.querySelectorAll('tbody tr')].map((row) => row.textContent)
  expect(rows[0]).toContain('/etc/subuid')
  expect(rows[0]).toContain(copyPath)
  expect(rows[0]).toContain('1,234 bytes')
  expect(rows[0]).toContain('a'.repeat(64))
  expect(rows[1]).toContain('not told, because the file holds passwords')
  expect(place.textContent).toContain('the script')
})
