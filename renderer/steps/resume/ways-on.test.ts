import { describe, expect, it } from 'vitest'
import type { JournalPlan, JournalStep } from '#domain/plan.ts'
import { planOfSteps } from '#domain/testing/every-step.ts'
import type { RunEvent } from '#domain/run-events.ts'
import { rollbackOf, stepsToFinish } from './ways-on.ts'

const edit = (id: string, lasting?: true): JournalStep => ({
  id,
  kind: 'edit-file',
  path: `/etc/${id}`,
  before: { sha256: 'a'.repeat(64) },
  after: { sha256: 'b'.repeat(64) },
  inverseEdits: [],
  ours: [],
  mode: 0o644,
  ...(lasting && { lasting }),
})
const service = { manager: 'systemd', name: 'docker.service' } as const

const plan: JournalPlan = {
  ...planOfSteps([]),
  steps: [
    { id: 'create-group', kind: 'create-group', name: 'dockremap', gid: 996 },
    edit('drop-in', true),
    edit('subuid'),
    { id: 'reload-units', kind: 'reload-units' },
    { id: 'stop-containers', kind: 'stop-containers' },
    { id: 'restart-docker', kind: 'restart-docker', service },
    { id: 'verify-docker', kind: 'verify-docker', remapped: true, dataRoot: '/var/lib/docker' },
  ],
}

/** A run that did these steps, and then began the last one. */
function eventsUpTo(...ids: readonly string[]): readonly RunEvent[] {
  return ids.flatMap((step, index): readonly RunEvent[] => {
    const started = { sequence: 1, at: 1, kind: 'step-started', step } as const
    return index < ids.length - 1 ? [started, { ...started, kind: 'step-done' }] : [started]
  })
}

const early = eventsUpTo('create-group', 'drop-in', 'subuid')
const late = eventsUpTo(...plan.steps.map(({ id }) => id))
const idsOf = (steps: readonly JournalStep[]) => steps.map(({ id }) => id)

describe('stepsToFinish', () => {
  it('leaves what was done, and begins with the step that was cut off', () => {
    expect(idsOf(stepsToFinish(plan, early))).toEqual([
      'subuid',
      'reload-units',
      'stop-containers',
      'restart-docker',
      'verify-docker',
    ])
  })

  it('does again what cannot be read from a file', () => {
    expect(idsOf(stepsToFinish(plan, late))).toEqual([
      'reload-units',
      'stop-containers',
      'restart-docker',
      'verify-docker',
    ])
  })
})

describe('rollbackOf', () => {
  it('puts back what was begun, the last first, and asks Docker whether it needs a restart', () => {
    const { steps, ...rest } = rollbackOf(plan, early)
    expect(idsOf(steps)).toEqual(['subuid', 'drop-in', 'create-group'])
    expect(rest).toEqual({ keptPaths: [], restartIfNeeded: service, startsContainers: false })
  })

  it('reads units and restarts Docker after all files are back, and keeps what is for good', () => {
    const { steps, ...rest } = rollbackOf(plan, late)
    expect(idsOf(steps)).toEqual(['subuid', 'create-group', 'reload-units', 'restart-docker'])
    expect(rest).toEqual({
      keptPaths: ['/etc/drop-in'],
      restartIfNeeded: undefined,
      startsContainers: true,
    })
  })

  it('has nothing to do with Docker where the plan has not', () => {
    const prepare = { ...plan, needsReboot: true, steps: [edit('grub')] }
    expect(rollbackOf(prepare, eventsUpTo('grub'))).toEqual({
      steps: prepare.steps,
      keptPaths: [],
      restartIfNeeded: undefined,
      startsContainers: false,
    })
    expect(rollbackOf(prepare, []).steps).toEqual([])
  })
})
