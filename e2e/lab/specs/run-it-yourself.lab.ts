import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { en } from '../../../renderer/text/en.ts'
import { startDesktop } from '../desktop.ts'
import type { Desktop } from '../desktop.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { readMachineState } from '../machine-state.ts'
import type { MachineState } from '../machine-state.ts'
import { openWizard } from '../remote-wizard.ts'
import type { RemoteWizard } from '../remote-wizard.ts'
import { openTerminal } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { outcomeTitles, waitForOutcome, walkToApply } from '../wizard-walk.ts'

/**
 * The way without a password dialog, for real: a session without a polkit agent, and the line of the wizard's page run by
 * alice in a terminal, with sudo and her password.
 */
let machine: OwnedMachine
let desktop: Desktop
let wizard: RemoteWizard
let terminal: Terminal
let before: MachineState

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await machine.shell('usermod --append --groups docker alice')
  desktop = await startDesktop(machine, 'alice', 'none')
})
afterAll(() => machine.stop())
beforeEach(async () => {
  before = await readMachineState(machine)
  terminal = await openTerminal(desktop)
  wizard = await openWizard(desktop)
})
afterEach(async () => {
  terminal.close()
  await wizard.close()
})

/** What the page shows to be run, and the script that it names. */
async function readLine() {
  await wizard.press('inTerminal')
  await wizard.waitForNotice([en.terminal.waitingTitle])
  const text = await wizard.readText()
  const line = text.split('\n').find((one) => one.startsWith('sudo ')) ?? ''
  const path = / (\/run\/user\/\d+\/subroot-\w+\/script) /.exec(line)?.[1] ?? ''
  const modes = `stat -c '%a %U' ${path} "$(dirname ${path})"`
  expect(await machine.shell(modes)).toBe('600 alice\n700 alice')
  return { line, path }
}

/** What is left of scripts on their way to root. */
function leftovers(): Promise<string> {
  return machine.shell(
    'ls -d /run/subroot-* /run/user/*/subroot-* /tmp/subroot-*/script 2>/dev/null || :',
  )
}

function runs(): Promise<string> {
  return machine.shell('ls /var/lib/subroot/runs 2>/dev/null || :')
}

async function expectNothingRan(runsBefore: string) {
  expect(await runs()).toBe(runsBefore)
  expect(await leftovers()).toBe('')
  expect(await readMachineState(machine)).toEqual(before)
}

async function undoInTerminal() {
  await wizard.press('undo')
  await wizard.waitForButton('undoChanges')
  const { line } = await readLine()
  expect((await terminal.run(line)).status).toBe(0)
  expect(await waitForOutcome(wizard)).toBe(outcomeTitles.undone)
  expect(await readMachineState(machine)).toEqual(before)
}

it('turns remapping on by a line in a terminal, follows it, and takes it back so, byte for byte', async () => {
  await walkToApply(wizard)
  const { line, path } = await readLine()
  const { status, output } = await terminal.run(line)
  expect(output).toContain('Progress is in /run/subroot/')
  expect(status).toBe(0)
  expect(await waitForOutcome(wizard)).toBe(outcomeTitles.applied)
  expect((await readMachineState(machine)).remapped).toBe(true)
  expect(await machine.shell(`ls ${path} 2>&1 || :`)).toContain('No such file')
  expect(await leftovers()).toBe('')

  // The same line once more does nothing.
  const applied = await readMachineState(machine)
  expect((await terminal.run(line)).status).toBe(72)
  expect(await readMachineState(machine)).toEqual(applied)

  await undoInTerminal()
  expect(await desktop.countDialogs()).toBe(0)
})

it('does nothing by a line that was taken back, in words, and goes on when asked again', async () => {
  const runsBefore = await runs()
  await walkToApply(wizard)
  const { line } = await readLine()
  await wizard.press('cancel')
  await wizard.waitForNotice([en.failures.withdrawn.title])
  const { status, output } = await terminal.run(line)
  expect(status).toBe(72)
  expect(output).toContain('The script is not there any more')
  expect(output).toContain('Nothing was changed.')
  await expectNothingRan(runsBefore)
})

it('runs nothing when another program of hers exchanged the script, and the wizard notices', async () => {
  const runsBefore = await runs()
  await walkToApply(wizard)
  const { line, path } = await readLine()
  await desktop.exec(['sh', '-c', `echo 'touch /etc/owned' >${path}`])
  const { status, output } = await terminal.run(line)
  expect(status).toBe(73)
  expect(output).toContain('This is not the script that was reviewed. Nothing was changed.')
  await wizard.waitForNotice([en.failures['root-refused'].title])
  expect(await machine.shell('ls /etc/owned 2>/dev/null || :')).toBe('')
  await expectNothingRan(runsBefore)
})

it('keeps no script when the window is closed', async () => {
  const runsBefore = await runs()
  await walkToApply(wizard)
  const { line } = await readLine()
  await wizard.close()
  expect(await leftovers()).toBe('')
  expect((await terminal.run(line)).status).toBe(72)
  await expectNothingRan(runsBefore)
})

it('says on the screen that the machine has changed since the review, with nothing written', async () => {
  const runsBefore = await runs()
  await walkToApply(wizard)
  const { line } = await readLine()
  await machine.shell('useradd --system carol')
  expect((await terminal.run(line)).status).toBe(10)
  expect(await waitForOutcome(wizard)).toBe(outcomeTitles.refused)
  expect(await wizard.readText()).toContain(en.stepFailures['changed-since-review'])
  expect(await runs()).toBe(runsBefore)
  await machine.shell('userdel carol')
})

it('goes on to its end when the terminal is closed in the middle', async () => {
  await walkToApply(wizard)
  const { line } = await readLine()
  const runId = / \/run\/subroot-([0-9a-f-]+) /.exec(line)?.[1]
  await terminal.start(line)
  await machine.shell(`
    timeout 60 sh -c 'until grep -qs restart-docker /run/subroot/${runId}/events; do sleep 0.05; done'
    pkill -KILL -x script`)
  expect(await waitForOutcome(wizard)).toBe(outcomeTitles.applied)
  terminal = await openTerminal(desktop)
  await undoInTerminal()
})
