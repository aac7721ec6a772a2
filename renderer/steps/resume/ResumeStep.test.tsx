// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it } from 'vitest'
import type { ResumePreview, RunSummary } from '#contract/channels.ts'
import type { JournalPlan } from '#domain/plan.ts'
import { planOfSteps } from '#domain/testing/every-step.ts'
import { failure, success } from '#domain/result.ts'
import { show } from '../../testing/show.tsx'
import { useWizard } from '../../wizard/use-wizard.ts'
import { CutOffNotice } from './CutOffNotice.tsx'
import { ResumeStep } from './ResumeStep.tsx'

const plan: JournalPlan = {
  ...planOfSteps([]),
  steps: [
    { id: 'create-group', kind: 'create-group', name: 'dockremap', gid: 996 },
    { id: 'create-user', kind: 'create-user', name: 'dockremap', uid: 996, gid: 996, line: 'x' },
  ],
}
const at = Date.UTC(2026, 10, 24, 12)
const preview: ResumePreview = {
  plan,
  events: [
    { sequence: 1, at, kind: 'run-started', action: 'apply' },
    { sequence: 2, at, kind: 'step-started', step: 'create-group' },
  ],
  verbs: ['finish', 'roll-back'],
  script: 'true\n',
}
const run: RunSummary & Required<Pick<RunSummary, 'cutOff'>> = {
  runId: 'run-1',
  action: 'apply',
  startedAt: at,
  finishedAt: undefined,
  outcome: 'unfinished',
  undoneBy: undefined,
  plan,
  cutOff: { running: false, startedBy: 1000, events: preview.events },
}

function AtResume() {
  const state = useWizard((wizard) => wizard.at)
  return state.step === 'resume' && <ResumeStep at={state} />
}

async function opened(reply: Partial<ResumePreview> | undefined, runs: readonly RunSummary[]) {
  const shown = await show(<AtResume />, {
    listRuns: () => Promise.resolve(success(runs)),
    prepareResume: () =>
      Promise.resolve(
        reply === undefined
          ? failure({ code: 'nothing-to-resume', detail: '' })
          : success({ ...preview, ...reply }),
      ),
  })
  await act(() => shown.wizard.actions.openResume('run-1'))
  return shown
}

it('says how far the change came, whose it was, and offers both ways', async () => {
  const { place } = await opened({}, [run])
  expect(place.textContent).toContain('November 24, 2026')
  expect(place.textContent).toContain('the user with UID 1000')
  const [first, second] = [...place.querySelectorAll('.progress-step')].slice(1)
  expect(first?.textContent).toMatch(/Create the group dockremap.*cut off here/u)
  expect(second?.textContent).toMatch(/Create the user dockremap.*to come/u)
  const [finish, rollBack] = [...place.querySelectorAll('.way')]
  expect(finish?.textContent).toContain('Create the user dockremap')
  expect(rollBack?.textContent).toContain('Remove the group dockremap')
  expect(rollBack?.textContent).not.toContain('the user dockremap')
})

it('offers only to roll back once that had begun', async () => {
  const { place } = await opened({ verbs: ['roll-back'] }, [run])
  const buttons = [...place.querySelectorAll('.way button')].map((button) => button.textContent)
  expect(buttons).toEqual(['Roll the change back', 'Roll it back in a terminal'])
  expect(place.textContent).toContain('It had begun to roll back')
})

it('says that the change is still at work', async () => {
  const { place } = await opened(undefined, [{ ...run, cutOff: { ...run.cutOff, running: true } }])
  expect(place.querySelector('.notice h2')?.textContent).toBe('A change is under way')
  expect(place.querySelectorAll('.way')).toHaveLength(0)
})

it('says that the change has ended meanwhile, and how', async () => {
  const { cutOff: _, ...ended } = run
  const { place } = await opened(undefined, [{ ...ended, outcome: 'rolled-back' }])
  expect(place.querySelector('.notice')?.textContent).toContain('come to its end: Put back.')
})

it('tells a change that was cut off from one that waits for a restart of the computer', async () => {
  const { place } = await show(
    <CutOffNotice run={{ ...run, plan: { ...plan, needsReboot: true } }} />,
  )
  expect(place.querySelector('h2')?.textContent).toBe('Preparing the kernel was cut off')
  expect(place.textContent).toContain('Restarting the computer does not finish it.')
})
