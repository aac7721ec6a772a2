import { describe, expect, it } from 'vitest'
import { parseHostFacts } from './parse-host-facts.ts'
import type { JournalStep } from './plan.ts'
import { toJournalPlan } from './script.ts'
import { bookworm } from './testing/bookworm.ts'
import { everyStep, fileStep, planOfSteps } from './testing/every-step.ts'
import type { PastRun } from './past-run.ts'
import { isInEffect } from './past-run.ts'
import { planUndo } from './undo-order.ts'

const facts = parseHostFacts(bookworm)

function pastRun(runId: string, changes: Partial<PastRun> = {}): PastRun {
  return {
    runId,
    action: 'apply',
    startedAt: Number(runId.slice(-1)),
    outcome: 'done',
    undoneBy: undefined,
    plan: toJournalPlan(planOfSteps([fileStep('edit-subuid', 'a\n', 'b\n', '/etc/subuid')])),
    ...changes,
  }
}

const planOf = (...steps: readonly JournalStep[]) => ({ ...pastRun('run-0').plan, steps })
const [restart] = everyStep['restart-docker']
const [limit] = everyStep['set-kernel-limit']
const [user] = everyStep['create-user']
const otherFile = toJournalPlan(
  planOfSteps([fileStep('edit-sysctl', undefined, 'a\n', '/etc/sysctl.d/a.conf')]),
).steps

describe('isInEffect', () => {
  it.each<[boolean, string, Partial<PastRun>]>([
    [true, 'an applied run', {}],
    [false, 'a run that was taken back', { undoneBy: 'run-2' }],
    [false, 'an Undo', { action: 'undo' }],
    [false, 'a run that was put back', { outcome: 'rolled-back' }],
    [false, 'a run that was cut off', { outcome: 'unfinished' }],
  ])('is %s of %s', (expected, _, changes) => {
    expect(isInEffect(pastRun('run-1', changes))).toBe(expected)
  })
})

describe('planUndo', () => {
  it.each<[string, Partial<PastRun>, string]>([
    ['taken back already', { undoneBy: 'run-2' }, 'not-in-effect'],
    ['an Undo itself', { action: 'undo' }, 'not-in-effect'],
    ['put back by itself', { outcome: 'rolled-back' }, 'not-in-effect'],
    ['cut off', { outcome: 'unfinished' }, 'cut-off'],
    ['not put back completely', { outcome: 'rollback-failed' }, 'cut-off'],
  ])('refuses a run that was %s', (_, changes, code) => {
    const run = pastRun('run-1', changes)
    expect(planUndo(run, [run], facts)).toEqual({ ok: false, error: { code } })
  })

  it('asks for the newest of the runs that build on it first', () => {
    const runs = [pastRun('run-2'), pastRun('run-3'), pastRun('run-1')]
    expect(planUndo(runs[2]!, runs, facts)).toEqual({
      ok: false,
      error: { code: 'newer-run-first', runId: 'run-3' },
    })
    const onlyOneLeft = [pastRun('run-2'), pastRun('run-3', { undoneBy: 'run-4' }), runs[2]!]
    expect(planUndo(runs[2]!, onlyOneLeft, facts)).toMatchObject({ error: { runId: 'run-2' } })
  })

  it('lets the newest one go, and those on which nothing builds', () => {
    const older = pastRun('run-1')
    const newest = pastRun('run-2')
    const refusal = { error: { code: 'file-changed', path: '/etc/subuid' } }
    // It came as far as the files themselves.
    expect(planUndo(newest, [older, newest], facts)).toMatchObject(refusal)
    const unrelated = pastRun('run-3', { plan: { ...planOf(...otherFile), remapUser: 'b' } })
    expect(planUndo(older, [older, unrelated], facts)).toMatchObject(refusal)
    const undone = pastRun('run-3', { undoneBy: 'run-4' })
    expect(planUndo(older, [older, undone], facts)).toMatchObject(refusal)
  })

  it.each<[string, older: readonly JournalStep[], newer: readonly JournalStep[]]>([
    ['the kernel that was prepared for it', [limit!], [restart!]],
    ['the user that was made for it', [user!], otherFile],
  ])('knows that a run builds on %s', (_, older, newer) => {
    const runs = [
      pastRun('run-1', { plan: planOf(...older) }),
      pastRun('run-2', { plan: planOf(...newer) }),
    ]
    expect(planUndo(runs[0]!, runs, facts)).toMatchObject({
      error: { code: 'newer-run-first', runId: 'run-2' },
    })
  })
})
