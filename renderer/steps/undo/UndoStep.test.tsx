// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { RunSummary } from '#contract/channels.ts'
import type { JournalStep, Plan } from '#domain/plan.ts'
import { success } from '#domain/result.ts'
import { show } from '../../testing/show.tsx'
import { UndoStep } from './UndoStep.tsx'

const plan: Plan = {
  version: 1,
  action: 'undo',
  remapUser: 'dockremap',
  range: { start: 458752, count: 65536 },
  usernsRemap: 'default',
  dataRoot: '/var/lib/docker',
  remappedDataRoot: '/var/lib/docker/458752.458752',
  needsReboot: false,
  steps: [],
}

const edit = (path: string, lasting?: true): JournalStep => ({
  id: path,
  kind: 'edit-file',
  path,
  before: undefined,
  after: undefined,
  inverseEdits: [],
  ours: [],
  mode: 0o644,
  ...(lasting && { lasting }),
})

async function shownFor(changes: Partial<Plan>): Promise<string> {
  const applied: RunSummary = {
    runId: 'run-1',
    action: 'apply',
    startedAt: 0,
    finishedAt: 1,
    outcome: 'done',
    undoneBy: undefined,
    plan: {
      ...plan,
      action: 'apply',
      steps: [{ ...edit('/etc/default/docker', true), id: 'drop-remap-flag' }, edit('/etc/subuid')],
    },
  }
  const { place } = await show(
    <UndoStep
      at={{
        step: 'undo',
        target: 'run-1',
        preview: {
          kind: 'ready',
          value: { plan: { ...plan, ...changes }, script: { text: '', sha256: '' } },
        },
        run: { kind: 'explained' },
        back: { step: 'check', look: { kind: 'looking', elevated: false } },
      }}
    />,
    { listRuns: () => Promise.resolve(success([applied])) },
  )
  return place.textContent
}

it('says what Docker does, what stays in its data directory, and which change is kept for good', async () => {
  const text = await shownFor({})
  expect(text).toContain('Docker restarts. Running containers stop.')
  expect(text).toContain('stays in /var/lib/docker/458752.458752')
  expect(text).toContain('--userns-remap stays out of Docker’s options, in /etc/default/docker.')
  expect(text).not.toContain('/etc/subuid')
})

it('says of what only prepared the kernel that Docker goes on', async () => {
  const text = await shownFor({ needsReboot: true })
  expect(text).toContain('Docker and its containers go on running.')
  expect(text).not.toContain('Docker restarts')
  expect(text).not.toContain('/var/lib/docker')
})
