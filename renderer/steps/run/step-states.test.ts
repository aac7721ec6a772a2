import { expect, it } from 'vitest'
import type { Plan } from '#domain/plan.ts'
import type { RunEvent } from '#domain/run-events.ts'
import { cutOffStates, stepStates } from './step-states.ts'

const plan: Plan = {
  version: 1,
  action: 'apply',
  remapUser: 'dockremap',
  range: { start: 458752, count: 65536 },
  usernsRemap: 'default',
  dataRoot: '/var/lib/docker',
  remappedDataRoot: '/var/lib/docker/458752.458752',
  needsReboot: false,
  steps: [
    { id: 'create-group', kind: 'create-group', name: 'dockremap', gid: 996 },
    {
      id: 'restart-docker',
      kind: 'restart-docker',
      service: { manager: 'systemd', name: 'docker.service' },
    },
    { id: 'verify-docker', kind: 'verify-docker', remapped: true, dataRoot: '/var/lib/docker' },
  ],
}

type Happening = RunEvent extends infer Event
  ? Event extends RunEvent
    ? Omit<Event, 'sequence' | 'at'>
    : never
  : never

function statesAfter(...happenings: readonly Happening[]): readonly string[] {
  const events = happenings.map((happening, sequence): RunEvent =>
    Object.assign({ sequence, at: 0 }, happening),
  )
  return stepStates(plan, events).map(({ state }) => state)
}

const start = { kind: 'run-started', action: 'apply' } as const
const begun = (step: string) => ({ kind: 'step-started', step }) as const
const done = (step: string) => ({ kind: 'step-done', step }) as const
const putBack = (step: string) => ({ kind: 'rollback-step', step }) as const
const failure = (step: string) =>
  ({ kind: 'step-failed', step, code: 'docker-not-started', detail: '' }) as const

it('begins with the check, which the first change shows to have passed', () => {
  expect(statesAfter(start)).toEqual(['running', 'waiting', 'waiting', 'waiting'])
  expect(statesAfter(start, begun('create-group'))).toEqual([
    'done',
    'running',
    'waiting',
    'waiting',
  ])
})

it('says that nothing was reached when the check fails', () => {
  expect(
    statesAfter(start, failure('check'), { kind: 'run-finished', outcome: 'refused' }),
  ).toEqual(['failed', 'skipped', 'skipped', 'skipped'])
})

it('keeps what failed marked when it was put back with the rest', () => {
  expect(
    statesAfter(
      start,
      begun('create-group'),
      done('create-group'),
      begun('restart-docker'),
      failure('restart-docker'),
      { kind: 'rollback-started' },
      putBack('create-group'),
      putBack('restart-docker'),
      { kind: 'run-finished', outcome: 'rolled-back' },
    ),
  ).toEqual(['done', 'reverted', 'failed', 'skipped'])
})

it('marks where a run was cut off, and keeps the mark when an attempt only went back', () => {
  const cutOff = [start, begun('create-group'), done('create-group'), begun('restart-docker')].map(
    (happening, sequence): RunEvent => Object.assign({ sequence, at: 0 }, happening),
  )
  expect(cutOffStates(plan, cutOff).map(({ state }) => state)).toEqual([
    'done',
    'done',
    'cut-off',
    'waiting',
  ])
  const end: readonly RunEvent[] = [
    { sequence: 5, at: 0, kind: 'rollback-started' },
    { sequence: 6, at: 0, kind: 'rollback-step', step: 'create-group' },
  ]
  // Whether the last one was put back is not known.
  expect(cutOffStates(plan, [...cutOff, ...end]).map(({ state }) => state)).toEqual([
    'done',
    'cut-off',
    'cut-off',
    'waiting',
  ])
  const finished = { sequence: 7, at: 0, kind: 'run-finished', outcome: 'rolled-back' } as const
  expect(stepStates(plan, [...cutOff, ...end, finished]).map(({ state }) => state)).toEqual([
    'done',
    'reverted',
    'cut-off',
    'skipped',
  ])
})
