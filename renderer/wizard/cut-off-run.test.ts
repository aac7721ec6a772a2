import { expect, it } from 'vitest'
import type { RunSummary } from '#contract/channels.ts'
import { pastRun } from '../testing/past-run.ts'
import { cutOffRun, mayResume } from './cut-off-run.ts'

const done = pastRun()
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
