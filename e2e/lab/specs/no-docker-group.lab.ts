import { afterAll, beforeAll, expect, it } from 'vitest'
import { en } from '../../../renderer/text/en.ts'
import { startDesktop } from '../desktop.ts'
import type { Desktop } from '../desktop.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { readMachineState } from '../machine-state.ts'
import { openWizard } from '../remote-wizard.ts'
import { outcomeTitles, runWithPassword, walkToApply } from '../wizard-walk.ts'

/** bob may not ask Docker anything, and daemon.json is closed to him. */
let machine: OwnedMachine
let desktop: Desktop

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await machine.shell(`
    mkdir -p /etc/docker
    printf '{\\n  "log-level": "info"\\n}' >/etc/docker/daemon.json
    chmod 600 /etc/docker/daemon.json
    systemctl restart docker`)
  desktop = await startDesktop(machine, 'bob')
})
afterAll(() => machine.stop())

it('tells him what needs administrator rights, reads it behind one password, and does the whole job', async () => {
  const before = await readMachineState(machine)
  expect(await desktop.exec(['docker', 'info'])).toMatchObject({ code: 1 })
  const wizard = await openWizard(desktop)
  await wizard.waitForNotice([en.check.elevateTitle])
  expect(await wizard.readText()).toContain(en.check.elevateDetail)

  await wizard.press('lookElevated')
  await desktop.waitForDialog()
  await desktop.answerDialog('dismiss')
  await wizard.waitForNotice([outcomeTitles.notAuthorised])

  await wizard.press('lookElevated')
  await desktop.waitForDialog()
  await desktop.answerDialog('password')
  await wizard.waitForButton('continue')
  expect(await wizard.readText()).toContain(en.check.elevatedNote)
  expect(await readMachineState(machine)).toEqual(before)

  await walkToApply(wizard)
  expect(await runWithPassword(wizard, desktop, 'applyChanges')).toBe(outcomeTitles.applied)
  const after = await readMachineState(machine)
  expect(after.remapped).toBe(true)
  expect(await machine.shell('cat /etc/docker/daemon.json')).toContain('"log-level": "info"')

  await wizard.close()

  // Later, in a new window: taking it back needs another look, because daemon.json is still closed to him.
  const again = await openWizard(desktop)
  await again.waitForButton('lookElevated')
  await again.press('lookElevated')
  await desktop.waitForDialog()
  await desktop.answerDialog('password')
  await again.waitForNotice([en.check.appliedTitle])
  await again.press('undoThis')
  await again.waitForButton('undoChanges')
  expect(await runWithPassword(again, desktop, 'undoChanges')).toBe(outcomeTitles.undone)
  await again.close()
  expect(await readMachineState(machine)).toEqual(before)
})
