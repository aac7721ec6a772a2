import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDesktop } from '../desktop.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { readMachineState } from '../machine-state.ts'
import { openWizard } from '../remote-wizard.ts'
import { outcomeTitles, runAfterWaiting, walkToApply } from '../wizard-walk.ts'

/** As long as it takes; refusals.lab.ts has the same in short. */
const OPEN_SECONDS = 600

let machine: OwnedMachine

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await machine.shell('usermod --append --groups docker alice')
})
afterAll(() => machine.stop())

it(
  'takes the password from a dialog that stood open for ten minutes',
  { timeout: 1_200_000 },
  async () => {
    const desktop = await startDesktop(machine, 'alice')
    const wizard = await openWizard(desktop)
    await walkToApply(wizard)
    const before = await readMachineState(machine)
    const outcome = await runAfterWaiting(wizard, desktop, OPEN_SECONDS)
    await wizard.close()
    expect(outcome).toBe(outcomeTitles.applied)
    expect([before.remapped, (await readMachineState(machine)).remapped]).toEqual([false, true])
  },
)
