// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { RunSummary } from '#contract/channels.ts'
import { success } from '#domain/result.ts'
import { fileStep, planOfSteps } from '#domain/testing/every-step.ts'
import { toJournalPlan } from '#domain/script.ts'
import type { PastRunProblem } from '#domain/undo-order.ts'
import { show } from '../../testing/show.tsx'
import { UndoRefusal } from './UndoRefusal.tsx'

const run: RunSummary = {
  runId: 'run-1',
  action: 'apply',
  startedAt: 0,
  finishedAt: 1,
  outcome: 'done',
  undoneBy: undefined,
  plan: toJournalPlan(
    planOfSteps([
      fileStep('edit-subuid', 'a\n', 'b\n', '/etc/subuid'),
      fileStep('edit-daemon-config', undefined, '{}\n', '/etc/docker/daemon.json'),
    ]),
  ),
}
const newer: RunSummary = { ...run, runId: 'run-2', startedAt: Date.UTC(2026, 4, 3) }

async function textFor(problem: PastRunProblem): Promise<string> {
  const { place } = await show(<UndoRefusal problem={problem} target="run-1" />, {
    listRuns: () => Promise.resolve(success([newer, run])),
  })
  return place.textContent
}

const difference = { ours: 'dockremap:1:65536', now: 'dockremap:1:9' }

it('shows the difference, and how root sees all of it, of a file that was there before', async () => {
  const text = await textFor({
    code: 'file-changed',
    path: '/etc/subuid',
    reason: 'own-part-changed',
    difference,
  })
  expect(text).toContain('What Subroot wrote in /etc/subuid was changed since')
  expect(text).toContain('dockremap:1:65536')
  expect(text).toContain('dockremap:1:9')
  expect(text).toContain('sudo diff -u /var/lib/subroot/runs/run-1/backup/etc/subuid /etc/subuid')
  expect(text).toContain('Nothing was changed.')
})

it('names no copy of a file that the change made', async () => {
  const text = await textFor({
    code: 'file-changed',
    path: '/etc/docker/daemon.json',
    reason: 'removed',
    difference: { ours: '{}\n', now: '' },
  })
  expect(text).toContain('The file is gone.')
  expect(text).toContain('Nothing of it is there now.')
  expect(text).not.toContain('sudo diff')
})

it('leads to the later change that has to go first, by its time', async () => {
  const text = await textFor({ code: 'newer-run-first', runId: 'run-2' })
  expect(text).toMatch(/The change of \S.*2026.* builds on this one/u)
  expect(text).toContain('Undo the later change')
})

it.each<[PastRunProblem, string]>([
  [
    { code: 'account-changed', name: 'dockremap', path: '/etc/group', difference },
    'The account or group dockremap was changed since',
  ],
  [{ code: 'group-in-use', name: 'dockremap', users: ['a', 'b'] }, 'primary group of a, b.'],
  [{ code: 'file-unreadable', path: '/etc/subuid' }, '/etc/subuid cannot be read'],
  [{ code: 'not-in-effect' }, 'There is nothing to take back'],
  [{ code: 'cut-off' }, 'This change was cut off'],
  [{ code: 'still-needed' }, 'Remapping needs this change'],
  [{ code: 'nothing-to-undo' }, 'Everything is as it was before the change'],
])('says what stands in the way, with every place filled: %j', async (problem, sentence) => {
  const text = await textFor(problem)
  expect(text).toContain(sentence)
  expect(text).not.toMatch(/\{\w+\}/u)
})
