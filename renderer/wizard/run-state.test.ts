import { expect, it } from 'vitest'
import type { RunEvent } from '#domain/run-events.ts'
import type { RunHappening, RunState } from './run-state.ts'
import { runAfter } from './run-state.ts'

const started: RunEvent = { sequence: 1, at: 1, kind: 'run-started', action: 'apply' }
const step: RunEvent = { sequence: 2, at: 2, kind: 'step-started', step: 'edit-subuid' }
const rolledBack: RunEvent = { sequence: 3, at: 3, kind: 'run-finished', outcome: 'rolled-back' }
const failure = { code: 'dialog-dismissed', detail: '' } as const

const after = (run: RunState, ...happenings: readonly RunHappening[]): RunState =>
  happenings.reduce(runAfter, run)

const event = (runId: string, one: RunEvent) => ({ kind: 'run-event', runId, event: one }) as const

it('keeps what a run reports before the reply that names it, and drops what others report then', () => {
  expect(
    after(
      { kind: 'explained' },
      { kind: 'run-requested' },
      event('run-2', rolledBack),
      { kind: 'run-not-started', runId: 'run-3', failure },
      event('run-1', started),
      { kind: 'run-named', runId: 'run-1' },
    ),
  ).toEqual({ kind: 'running', runId: 'run-1', events: [started] })
})

it('keeps every event of a run in order, and the last one says how it ended', () => {
  expect(
    after(
      { kind: 'running', runId: 'run-1', events: [started] },
      event('run-1', step),
      event('run-1', rolledBack),
    ),
  ).toEqual({
    kind: 'finished',
    runId: 'run-1',
    events: [started, step, rolledBack],
    outcome: 'rolled-back',
  })
})

it('drops what a run reports after its end', () => {
  const finished: RunState = {
    kind: 'finished',
    runId: 'run-1',
    events: [rolledBack],
    outcome: 'rolled-back',
  }
  expect(after(finished, event('run-1', step))).toBe(finished)
})

it('forgets an earlier attempt when it tries again', () => {
  expect(after({ kind: 'not-started', failure }, { kind: 'run-requested' })).toEqual({
    kind: 'requested',
    early: [],
  })
})

it('keeps the line that waits to be run, and forgets it with the run', () => {
  const line = { command: 'sudo true', path: '/run/user/1000/subroot-x/script' }
  const waiting = after(
    { kind: 'explained' },
    { kind: 'run-requested' },
    { kind: 'run-named', runId: 'run-1', line },
  )
  expect(waiting).toEqual({ kind: 'running', runId: 'run-1', events: [], line })
  expect(after(waiting, { kind: 'run-cut-off', runId: 'run-1' })).toEqual({
    kind: 'cut-off',
    runId: 'run-1',
    events: [],
  })
})
