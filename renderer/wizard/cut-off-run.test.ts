import { expect, it } from 'vitest'
import type { RunSummary } from '#contract/channels.ts'
import { cutOffRun, mayResume } from './cut-off-run.ts'

const done: RunSummary = {
  runId: 'run-1',
  action: 'apply',
  startedAt: 1,
  finishedAt: 2,
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
const where = { running: false, startedBy: 1000, events: [] }
const unfinished: RunSummary = { ...done, outcome: 'unfinished', cutOff: where }
const notPutBack: RunSummary = { ...done, outcome: 'rollback-failed', cutOff: where }
const listed = (...value: readonly RunSummary[]) => ({ kind: 'ready', value }) as const

it('is the run whose end was never recorded, whether it is at work or not', () => {
  const running = { ...unfinished, cutOff: { ...where, running: true } }
  expect(cutOffRun(listed(done, unfinished))).toBe(unfinished)
  expect(cutOffRun(listed(running))).toBe(running)
  expect(cutOffRun(listed(done, notPutBack))).toBeUndefined()
  expect(cutOffRun({ kind: 'loading' })).toBeUndefined()
})

it('can go on unless it is at work, and so can one that could not be put back', () => {
  const running = { ...unfinished, cutOff: { ...where, running: true } }
  expect([done, unfinished, notPutBack, running].map(mayResume)).toEqual([false, true, true, false])
})
