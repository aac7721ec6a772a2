import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startDesktop } from '../desktop.ts'
import type { Desktop } from '../desktop.ts'
import { importBusyboxImage } from '../images.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { readMachineState } from '../machine-state.ts'
import type { MachineState } from '../machine-state.ts'
import { openWizard } from '../remote-wizard.ts'
import { outcomeTitles, runWithPassword, waitForOutcome, walkToApply } from '../wizard-walk.ts'

/** Changes that do not work out, seen in the wizard. */
let machine: OwnedMachine
let desktop: Desktop
let before: MachineState

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await machine.shell('usermod --append --groups docker alice')
  await importBusyboxImage(machine)
  await machine.shell('docker run --detach --name sleeper --stop-timeout 1 busybox sleep 10000')
  desktop = await startDesktop(machine, 'alice')
})
afterAll(() => machine.stop())
beforeEach(async () => {
  before = await readMachineState(machine)
})

it('puts everything back when Docker does not start with the change', async () => {
  const wizard = await openWizard(desktop)
  await walkToApply(wizard)
  // Something lies where Docker wants its new data directory: it fails with the change, and only with it.
  const start = /(\d+)–\d+/u.exec(await wizard.readText())?.[1]
  await machine.shell(`touch /var/lib/docker/${start}.${start}`)
  const outcome = await runWithPassword(wizard, desktop, 'applyChanges')
  const text = await wizard.readText()
  await wizard.close()
  expect(outcome).toBe(outcomeTitles.rolledBack)
  expect(text).toContain('Cannot create daemon root')
  expect(await readMachineState(machine)).toEqual(before)
  expect(await machine.shell("docker ps --format '{{.Names}}'")).toBe('sleeper')
  await machine.shell(`rm /var/lib/docker/${start}.${start}`)
})

it('stops with nothing written when a file has changed since the review', async () => {
  const wizard = await openWizard(desktop)
  await walkToApply(wizard)
  const promptsBefore = await desktop.countDialogs()
  await machine.shell('echo "carol:3000000:65536" >>/etc/subuid')
  before = await readMachineState(machine)
  await wizard.press('applyChanges')
  const outcome = await waitForOutcome(wizard)
  await wizard.close()
  expect(outcome).toBe(outcomeTitles.scriptDiffers)
  expect(outcome).toMatch(/^The machine has changed/u)
  expect(await desktop.countDialogs()).toBe(promptsBefore)
  expect(await readMachineState(machine)).toEqual(before)
})
