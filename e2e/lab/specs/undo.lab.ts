import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { en } from '../../../renderer/text/en.ts'
import { fill } from '../../../renderer/text/fill.ts'
import { startDesktop } from '../desktop.ts'
import type { Desktop } from '../desktop.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { readMachineState } from '../machine-state.ts'
import type { MachineState } from '../machine-state.ts'
import { openWizard } from '../remote-wizard.ts'
import type { RemoteWizard } from '../remote-wizard.ts'
import { outcomeTitles, runWithPassword, walkToApply } from '../wizard-walk.ts'

/** Undo on a machine on which others were at work since: real accounts, real edits, the real wizard. */
let machine: OwnedMachine
let desktop: Desktop
let before: MachineState

const DAEMON_CONFIG = '{\n  "log-level": "info"\n}\n'
const { refusals } = en.undo

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await machine.shell(`
    usermod --append --groups docker alice
    mkdir -p /etc/docker
    printf '${DAEMON_CONFIG.replaceAll('\n', String.raw`\n`)}' >/etc/docker/daemon.json
    systemctl restart docker`)
  desktop = await startDesktop(machine, 'alice')
})
afterAll(() => machine.stop())
beforeEach(async () => {
  before = await readMachineState(machine)
})

/** The wizard with remapping just turned on by it. */
async function apply(): Promise<RemoteWizard> {
  const wizard = await openWizard(desktop)
  await walkToApply(wizard)
  expect(await runWithPassword(wizard, desktop, 'applyChanges')).toBe(outcomeTitles.applied)
  return wizard
}

async function undo(wizard: RemoteWizard): Promise<void> {
  await wizard.waitForButton('undoChanges')
  expect(await runWithPassword(wizard, desktop, 'undoChanges')).toBe(outcomeTitles.undone)
}

const shown = (title: string, values: Readonly<Record<string, string>>) =>
  fill(title, values).replaceAll('`', '')

it('takes out only its own, when an account was made and a setting was added since', async () => {
  const wizard = await apply()
  await machine.shell(`
    useradd --create-home carol
    sed -i 's/^{/{\\n  "debug": true,/' /etc/docker/daemon.json`)
  const paths = ['passwd', 'group', 'shadow', 'gshadow', 'subuid', 'subgid']
  const linesOf = (name: string) =>
    machine.shell(`for f in ${paths.join(' ')}; do grep -H ^${name}: /etc/$f || :; done`)
  const carols = await linesOf('carol')
  expect(carols.split('\n')).toHaveLength(paths.length)

  await wizard.press('undo')
  await wizard.waitForNotice([shown(en.undo.mergeTitle.other, { count: '3' })])
  await undo(wizard)
  await wizard.close()
  expect(await linesOf('carol')).toBe(carols)
  expect(await linesOf('dockremap')).toBe('')
  expect(await machine.shell('cat /etc/docker/daemon.json')).toBe(
    '{\n  "debug": true,\n  "log-level": "info"\n}',
  )
  expect(await readMachineState(machine)).toMatchObject({
    remapped: false,
    dataRoot: '/var/lib/docker',
  })
  // Everyone else's lines are byte for byte as they were.
  await machine.shell(`userdel --remove carol
    printf '${DAEMON_CONFIG.replaceAll('\n', String.raw`\n`)}' >/etc/docker/daemon.json
    systemctl restart docker`)
  expect(await readMachineState(machine)).toEqual(before)
})

it('refuses what somebody changed in its own line, and goes on once it is put right', async () => {
  const wizard = await apply()
  const line = await machine.shell('grep ^dockremap: /etc/subuid')
  const edited = `${line.slice(0, -1)}5`
  await machine.shell(`sed -i 's/^${line}$/${edited}/' /etc/subuid`)
  const applied = await readMachineState(machine)
  const dialogs = await desktop.countDialogs()

  await wizard.press('undo')
  const text = await wizard.waitForNotice([
    shown(refusals['file-changed'].title, { path: '/etc/subuid' }),
  ])
  expect(text).toContain(line)
  expect(text).toContain(edited)
  expect(text).toContain(en.run.nothingChanged)
  expect(await readMachineState(machine)).toEqual(applied)
  expect(await desktop.countDialogs()).toBe(dialogs)

  await machine.shell(`sed -i 's/^${edited}$/${line}/' /etc/subuid`)
  await wizard.press('readAgain')
  await undo(wizard)
  await wizard.close()
  expect(await readMachineState(machine)).toEqual(before)
})

it('takes two changes back, the newest first, to the last byte', async () => {
  await (await apply()).close()
  // Somebody turns remapping off by hand, and it is turned on again: the second change builds on the first one's user.
  await machine.shell(`
    printf '${DAEMON_CONFIG.replaceAll('\n', String.raw`\n`)}' >/etc/docker/daemon.json
    systemctl restart docker`)
  const wizard = await apply()
  const [second, first] = await wizard.listRuns()
  expect(second?.plan.steps.map(({ kind }) => kind)).not.toContain('create-user')

  await wizard.press('history')
  await wizard.pressLast('undoThis')
  await wizard.waitForNotice([refusals['newer-run-first'].title])
  await wizard.press('laterFirst')
  await undo(wizard)
  await wizard.press('history')
  await wizard.press('undoThis')
  await undo(wizard)
  const undone = (await wizard.listRuns()).filter(({ undoneBy }) => undoneBy !== undefined)
  await wizard.close()
  expect(undone.map(({ runId }) => runId).slice(0, 2)).toEqual([second?.runId, first?.runId])
  expect(await readMachineState(machine)).toEqual(before)
})
