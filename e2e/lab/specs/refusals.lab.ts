import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { en } from '../../../renderer/text/en.ts'
import { startDesktop } from '../desktop.ts'
import type { Desktop, PolkitAgent } from '../desktop.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { changedPaths, readMachineState } from '../machine-state.ts'
import type { MachineState } from '../machine-state.ts'
import { openWizard } from '../remote-wizard.ts'
import type { RemoteWizard } from '../remote-wizard.ts'
import {
  outcomeTitles,
  runAfterWaiting,
  runWithPassword,
  waitForOutcome,
  walkToApply,
} from '../wizard-walk.ts'

/** Each way in which no password is given has its own message, changes nothing, and can be tried again. */
/** More than twice as long as D-Bus waits for an answer where nobody tells it otherwise (25 s). */
const OPEN_SECONDS = 60

let machine: OwnedMachine
let desktop: Desktop
let wizard: RemoteWizard
let before: MachineState
let tracesBefore: string

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await machine.shell('usermod --append --groups docker alice')
})
afterAll(() => machine.stop())
beforeEach(async () => {
  before = await readMachineState(machine)
  tracesBefore = await readTraces()
})
afterEach(async () => {
  await wizard.close()
  await desktop.stop()
})

async function openAtApply(agent: PolkitAgent) {
  desktop = await startDesktop(machine, 'alice', agent)
  wizard = await openWizard(desktop)
  await walkToApply(wizard)
}

/** Neither a file nor Docker, which was not even restarted; and no run was begun. */
async function expectNothingChanged() {
  const after = await readMachineState(machine)
  expect(changedPaths(before.files, after.files)).toEqual([])
  expect(after).toEqual(before)
  expect(await readTraces()).toBe(tracesBefore)
}

/** pkexec, which waits for the password, and the agent's helper, which takes it. */
const ASKING = 'pgrep --list-name "^(pkexec|polkit-agent-he)" || :'

/** Docker's process, and what runs leave behind. */
function readTraces(): Promise<string> {
  return machine.shell(`
    systemctl show --value -p MainPID docker
    find /run/subroot* /var/lib/subroot 2>/dev/null | sort`)
}

it('says that the password was not accepted after three wrong ones, and takes the right one then', async () => {
  await openAtApply('mate')
  await wizard.press('applyChanges')
  for (const attempt of ['first', 'second', 'third']) {
    await desktop.waitForDialog()
    await desktop.answerDialog('wrong')
    console.log(`The ${attempt} wrong password was refused.`)
  }
  expect(await waitForOutcome(wizard)).toBe(outcomeTitles.notAuthorised)
  await expectNothingChanged()

  expect(await runWithPassword(wizard, desktop, 'tryAgain')).toBe(outcomeTitles.applied)
  await wizard.press('undo')
  await wizard.waitForButton('undoChanges')
  expect(await runWithPassword(wizard, desktop, 'undoChanges')).toBe(outcomeTitles.undone)
  expect(await readMachineState(machine)).toEqual(before)
})

it('says that the dialog was closed', async () => {
  await openAtApply('mate')
  await wizard.press('applyChanges')
  await desktop.waitForDialog()
  await desktop.answerDialog('dismiss')
  expect(await waitForOutcome(wizard)).toBe(outcomeTitles.dismissed)
  await expectNothingChanged()
})

it.each(['wrong', 'dismiss'] as const)(
  'says that no password was accepted where the agent does not tell more (%s)',
  async (answer) => {
    await openAtApply('lxqt')
    await wizard.press('applyChanges')
    await desktop.waitForDialog()
    await desktop.answerDialog(answer)
    expect(await waitForOutcome(wizard)).toBe(outcomeTitles.notAuthorised)
    await expectNothingChanged()
  },
)

it('takes the dialog away with the window that asked for it', async () => {
  await openAtApply('mate')
  await wizard.press('applyChanges')
  await desktop.waitForDialog()
  expect(await machine.shell(ASKING)).not.toBe('')
  await wizard.close()
  await expect.poll(() => machine.shell(ASKING), { timeout: 120_000 }).toBe('')
  await expectNothingChanged()
})

it('says that the rules of the machine give this account no rights, and ask for no password', async () => {
  const rule = '/etc/polkit-1/rules.d/00-lab.rules'
  const text = `polkit.addRule(function (action, subject) {
    if (action.id == "org.freedesktop.policykit.exec" && subject.user == "alice") return polkit.Result.NO;
  });`
  await machine.exec(['sh', '-c', `cat >${rule}; systemctl restart polkit`], { input: text })
  await openAtApply('mate')
  await wizard.press('applyChanges')
  const outcome = await waitForOutcome(wizard)
  await machine.shell(`rm ${rule}; systemctl restart polkit`)
  expect(outcome).toBe(outcomeTitles.notAllowed)
  expect(await desktop.countDialogs()).toBe(0)
  await expectNothingChanged()
})

it(`takes the password from a dialog that stood open for ten minutes (shortened to ${OPEN_SECONDS} s)`, async () => {
  await openAtApply('lxqt')
  expect(await runAfterWaiting(wizard, desktop, OPEN_SECONDS)).toBe(outcomeTitles.applied)
  await wizard.press('undo')
  await wizard.waitForButton('undoChanges')
  expect(await runWithPassword(wizard, desktop, 'undoChanges')).toBe(outcomeTitles.undone)
  expect(await readMachineState(machine)).toEqual(before)
})

it('says that the session has no agent', async () => {
  await openAtApply('none')
  await wizard.press('applyChanges')
  expect(await waitForOutcome(wizard)).toBe(outcomeTitles.noAgent)
  expect(await desktop.countDialogs()).toBe(0)
  await expectNothingChanged()
})

it('says that pkexec is not there: before anything is asked, and when it goes away after the review', async () => {
  desktop = await startDesktop(machine, 'alice')
  await machine.shell('mv /usr/bin/pkexec /usr/bin/pkexec.away')
  wizard = await openWizard(desktop)
  await wizard.waitForStep('check')
  await wizard.waitForButton('continue')
  expect(await wizard.readText()).toContain(en.findings['pkexec-missing'].title)
  await machine.shell('mv /usr/bin/pkexec.away /usr/bin/pkexec')
  await wizard.press('lookAgain')
  await walkToApply(wizard)

  await machine.shell('mv /usr/bin/pkexec /usr/bin/pkexec.away')
  await wizard.press('applyChanges')
  expect(await waitForOutcome(wizard)).toBe(outcomeTitles.noPkexec)
  await machine.shell('mv /usr/bin/pkexec.away /usr/bin/pkexec')
  await expectNothingChanged()

  // Once it is back, the same window goes on.
  await wizard.press('tryAgain')
  await desktop.waitForDialog()
  await desktop.answerDialog('dismiss')
  expect(await waitForOutcome(wizard)).toBe(outcomeTitles.notAuthorised)
})
