import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { en } from '../../../renderer/text/en.ts'
import { startDesktop } from '../desktop.ts'
import type { Desktop } from '../desktop.ts'
import { holdDocker, letDockerGo, waitForRestart } from '../ends.ts'
import { prepareFaultGround, restoreUnit } from '../fault-ground.ts'
import type { FaultGround } from '../fault-ground.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { readMachineState, readWatchedFiles } from '../machine-state.ts'
import type { MachineState } from '../machine-state.ts'
import { openWizard } from '../remote-wizard.ts'
import type { RemoteWizard } from '../remote-wizard.ts'
import { outcomeTitles, waitForOutcome, walkToApply } from '../wizard-walk.ts'

/** Two people at two screens of one machine, each with a wizard that has been reviewed. */
let machine: OwnedMachine
let ground: FaultGround
let alice: Person
let bob: Person

type Person = { readonly desktop: Desktop; readonly wizard: RemoteWizard }

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await machine.shell('for user in alice bob; do usermod --append --groups docker $user; done')
  ground = await prepareFaultGround(machine)
})
afterAll(() => machine.stop())

async function openFor(user: 'alice' | 'bob'): Promise<Person> {
  const desktop = await startDesktop(machine, user)
  const wizard = await openWizard(desktop)
  await walkToApply(wizard)
  return { desktop, wizard }
}

beforeEach(async () => {
  alice = await openFor('alice')
  bob = await openFor('bob')
})
afterEach(async () => {
  await letDockerGo(machine)
  for (const { desktop, wizard } of [alice, bob]) {
    await wizard.close()
    await desktop.stop()
  }
  await restoreUnit(machine)
})

/** Docker is down, and waits to be let go. */
async function letAliceBegin(): Promise<string> {
  await holdDocker(machine)
  await alice.wizard.press('applyChanges')
  await alice.desktop.waitForDialog()
  await alice.desktop.answerDialog('password')
  return (await waitForRestart(machine)).runId
}

async function letAliceEnd(): Promise<MachineState> {
  await letDockerGo(machine)
  expect(await waitForOutcome(alice.wizard)).toBe(outcomeTitles.applied)
  return readMachineState(machine)
}

async function expectUndone(runId: string): Promise<void> {
  expect(await ground.undo(runId)).toBe('done')
  await ground.expectAsBefore()
}

it('tells the second, who gives a password meanwhile, that a change is under way, and changes nothing', async () => {
  await bob.wizard.press('applyChanges')
  await bob.desktop.waitForDialog()
  const runId = await letAliceBegin()
  const files = await readWatchedFiles(machine)
  await bob.desktop.answerDialog('password')
  await bob.wizard.waitForNotice([en.resume.runningTitle])
  expect(await readWatchedFiles(machine)).toEqual(files)
  await letAliceEnd()
  // Then it is told what came of the second.
  const text = await bob.wizard.waitForNotice([outcomeTitles.refused])
  expect(text).toContain(en.stepFailures.busy)
  await expectUndone(runId)
})

it('tells the second, who begins later, the same; then that the machine is another now', async () => {
  const runId = await letAliceBegin()
  await bob.wizard.press('applyChanges')
  await bob.wizard.waitForNotice([en.resume.runningTitle])
  const applied = await letAliceEnd()
  const afterwards = await waitForOutcome(bob.wizard)
  await bob.wizard.press('tryAgain')
  const again = await waitForOutcome(bob.wizard)
  expect(await readMachineState(machine)).toEqual(applied)
  expect(await bob.desktop.countDialogs()).toBe(0)
  expect([afterwards, again]).toEqual([outcomeTitles.blocked, outcomeTitles.blocked])
  await expectUndone(runId)
})
