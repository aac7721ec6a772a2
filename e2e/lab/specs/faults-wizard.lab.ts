import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { en } from '../../../renderer/text/en.ts'
import { startDesktop } from '../desktop.ts'
import type { Desktop } from '../desktop.ts'
import {
  appPids,
  holdDocker,
  kill,
  letDockerGo,
  screenPids,
  waitForEnd,
  waitForRestart,
} from '../ends.ts'
import type { RootRun } from '../ends.ts'
import { prepareFaultGround, restoreUnit } from '../fault-ground.ts'
import type { FaultGround } from '../fault-ground.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { readMachineState } from '../machine-state.ts'
import type { MachineState } from '../machine-state.ts'
import { openWizard } from '../remote-wizard.ts'
import type { RemoteWizard } from '../remote-wizard.ts'
import { outcomeTitles, runWithPassword, walkToApply } from '../wizard-walk.ts'

/*
 * Whoever takes part in a change is killed in the middle of it: root's process, the wizard, both, the screen. Each time the
 * wizard finds out, at once or at its next start, and leads to one of the two good states.
 */
let machine: OwnedMachine
let ground: FaultGround
let desktop: Desktop
let applied: MachineState
const wizards: RemoteWizard[] = []

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await machine.shell('usermod --append --groups docker alice')
  ground = await prepareFaultGround(machine)
  const { runId } = await ground.apply()
  applied = await readMachineState(machine)
  await ground.undo(runId)
  await ground.expectAsBefore()
  desktop = await startDesktop(machine, 'alice')
})
afterAll(() => machine.stop())
afterEach(async () => {
  await letDockerGo(machine)
  await restoreUnit(machine)
  for (const wizard of wizards.splice(0)) await wizard.close()
})

async function open(): Promise<RemoteWizard> {
  const wizard = await openWizard(desktop)
  wizards.push(wizard)
  return wizard
}

/** As far as to where Docker is down and waits to be let go. */
async function applyUntilRestart(wizard: RemoteWizard): Promise<RootRun> {
  await walkToApply(wizard)
  await holdDocker(machine)
  await wizard.press('applyChanges')
  await desktop.waitForDialog()
  await desktop.answerDialog('password')
  return waitForRestart(machine)
}

/** Once the wizard shows at Check that the change is made; whatever it rests on is as after a run that nobody disturbed. */
async function undoFromCheck(wizard: RemoteWizard): Promise<void> {
  await wizard.waitForNotice([en.check.appliedTitle])
  expect(await readMachineState(machine)).toEqual(applied)
  await wizard.press('undoThis')
  await wizard.waitForButton('undoChanges')
  expect(await runWithPassword(wizard, desktop, 'undoChanges')).toBe(outcomeTitles.undone)
  await ground.expectAsBefore()
}

/** Root’s process is killed, and the wizard, which is open, has found out. */
async function killRootAtWork(): Promise<{ wizard: RemoteWizard; runId: string }> {
  const wizard = await open()
  const { pid, runId } = await applyUntilRestart(wizard)
  await kill(machine, [pid])
  const killedAt = Date.now()
  await wizard.waitForStep('resume')
  expect(Date.now() - killedAt).toBeLessThan(10_000)
  await letDockerGo(machine)
  return { wizard, runId }
}

it('leads to the way on within seconds when root’s process is killed, and finishes there', async () => {
  const { wizard, runId } = await killRootAtWork()
  expect(await runWithPassword(wizard, desktop, 'finish')).toBe(outcomeTitles.applied)
  expect(await readMachineState(machine)).toEqual(applied)
  expect(await ground.undo(runId)).toBe('done')
  await ground.expectAsBefore()
})

it('leads to the way on within seconds when root’s process is killed, and rolls back there', async () => {
  const { wizard } = await killRootAtWork()
  expect(await runWithPassword(wizard, desktop, 'rollBack')).toBe(outcomeTitles.resumedBack)
  await ground.expectAsBefore()
})

it('goes on when the wizard is killed; its next start shows that, and then the result', async () => {
  const run = await applyUntilRestart(await open())
  await kill(machine, await appPids(machine, 'alice'))
  const next = await open()
  await next.waitForNotice([en.resume.runningTitle])
  await letDockerGo(machine)
  expect(await waitForEnd(machine, run)).toBe('done')
  await undoFromCheck(next)
})

it('leads to the way on at the next start when root’s process and the wizard are killed', async () => {
  const { pid } = await applyUntilRestart(await open())
  await kill(machine, [pid, ...(await appPids(machine, 'alice'))])
  await letDockerGo(machine)
  const next = await open()
  await next.waitForNotice([en.resume.titles.apply])
  await next.press('finishOrRollBack')
  await next.waitForStep('resume')
  const dialogs = await desktop.countDialogs()
  expect(await runWithPassword(next, desktop, 'rollBack')).toBe(outcomeTitles.resumedBack)
  expect(await desktop.countDialogs()).toBe(dialogs + 1)
  await ground.expectAsBefore()
})

it('goes on when the screen is gone; a new session finds the result', async () => {
  const run = await applyUntilRestart(await open())
  await kill(machine, await screenPids(machine, 'alice'))
  await expect.poll(() => appPids(machine, 'alice'), { timeout: 120_000 }).toEqual([])
  await letDockerGo(machine)
  expect(await waitForEnd(machine, run)).toBe('done')
  desktop = await startDesktop(machine, 'alice')
  await undoFromCheck(await open())
})

it('goes on when the whole session is ended; a new one finds the result', async () => {
  const run = await applyUntilRestart(await open())
  await desktop.stop()
  await letDockerGo(machine)
  expect(await waitForEnd(machine, run)).toBe('done')
  desktop = await startDesktop(machine, 'alice')
  await undoFromCheck(await open())
})

it('leaves the dialog, and what was reviewed, to whoever answers it, when the wizard is killed before', async () => {
  const wizard = await open()
  await walkToApply(wizard)
  await wizard.press('applyChanges')
  await desktop.waitForDialog()
  await kill(machine, await appPids(machine, 'alice'))
  await desktop.answerDialog('password')
  const next = await open()
  expect(await next.waitForNotice([en.check.appliedTitle])).toContain('dockremap')
  await undoFromCheck(next)
})
