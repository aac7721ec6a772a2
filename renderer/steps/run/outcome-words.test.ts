import { expect, it } from 'vitest'
import type { RunEvent } from '#domain/run-events.ts'
import { en } from '../../text/en.ts'
import { outcomeWords } from './outcome-words.ts'
import { lasting, plan } from './testing-plan.ts'

type Body = RunEvent extends infer Event
  ? Event extends RunEvent
    ? Omit<Event, 'sequence' | 'at'>
    : never
  : never

const eventsOf = (...bodies: readonly Body[]): readonly RunEvent[] =>
  bodies.map((body, sequence): RunEvent => Object.assign({ sequence, at: 0 }, body))

const undoPlan = { ...plan, action: 'undo', undoes: 'run-1', steps: [] } as const
const path = '/etc/default/docker'
const left: Body = { kind: 'kept-for-good', step: 'drop-remap-flag', path }
const kept = [{ what: 'drop-remap-flag', path }]
const restarted: Body = { kind: 'rollback-step', step: 'restart-docker' }
const putBack: Body = { kind: 'rollback-step', step: 'create-group' }
const asked: Body = { kind: 'run-resumed', verb: 'roll-back' }

/** The words for a change that was put back. */
const end = (...bodies: readonly Body[]) =>
  outcomeWords({ outcome: 'rolled-back', events: eventsOf(...bodies) }, plan, undefined, en)

it('says of Undo that every file is as before only where that is so', () => {
  const done = { outcome: 'done', events: [] } as const
  const plain = { ...plan, steps: plan.steps.slice(2) }
  expect(outcomeWords(done, undoPlan, plain, en)).toMatchObject({
    detail: 'Every file is as it was before, and Docker answers without remapping.',
    kept: [],
  })
  expect(outcomeWords(done, undoPlan, plan, en)).toMatchObject({
    tone: 'good',
    detail: expect.stringContaining('but for this:'),
    kept: [{ what: 'drop-remap-flag' }, { what: 'drop-remap-key' }],
  })
})

it('says of Undo which files hold what others changed since', () => {
  const path = '/etc/subuid'
  const step = { ...lasting('edit-subuid', path), lasting: undefined, merged: true } as const
  const merging = { ...undoPlan, steps: [step] }
  expect(outcomeWords({ outcome: 'done', events: [] }, merging, undefined, en)).toMatchObject({
    detail: en.run.keptDetails.undone,
    kept: [{ what: 'merged', path }],
  })
})

it('says what a change that failed left out, and of one that failed early that Docker ran on', () => {
  expect(end(left, putBack, restarted)).toMatchObject({
    tone: 'warning',
    detail: en.run.keptDetails.failed,
    kept,
  })
  expect(end(putBack, restarted)).toMatchObject({
    detail: en.run.outcomes.apply['rolled-back'].detail,
    kept: [],
  })
  expect(end(putBack)).toMatchObject({ detail: en.run.notRestarted.apply, kept: [] })
})

it('is content with a roll-back that was asked for', () => {
  expect(end(asked, putBack)).toEqual({ tone: 'good', ...en.resume.rolledBack.apply, kept: [] })
  expect(end(asked, left, restarted)).toMatchObject({ detail: en.run.keptDetails.asked, kept })
})
