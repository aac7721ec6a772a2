import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { en } from '../../../renderer/text/en.ts'
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

const FULL_DISK = {
  arrange: '',
  cause: 'dd if=/dev/zero of=ballast bs=1k 2>/dev/null || :',
  end: 'rm ballast',
  code: 'disk-full',
} as const

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

it.each([
  ['/etc/subuid', 'echo "carol:3000000:65536" >>/etc/subuid', `sed -i '/^carol:/d' /etc/subuid`],
  [
    '/etc/docker/daemon.json',
    `mkdir -p /etc/docker && printf '{ "debug": true }\\n' >/etc/docker/daemon.json`,
    'rm /etc/docker/daemon.json',
  ],
])(
  'stops with nothing written when %s has changed since the review',
  async (_, change, takeBack) => {
    const wizard = await openWizard(desktop)
    await walkToApply(wizard)
    const promptsBefore = await desktop.countDialogs()
    await machine.shell(change)
    before = await readMachineState(machine)
    await wizard.press('applyChanges')
    const outcome = await waitForOutcome(wizard)
    await wizard.close()
    expect(outcome).toBe(outcomeTitles.scriptDiffers)
    expect(outcome).toMatch(/^The machine has changed/u)
    expect(await desktop.countDialogs()).toBe(promptsBefore)
    expect(await readMachineState(machine)).toEqual(before)
    await machine.shell(takeBack)
  },
)

it.each([
  {
    what: 'a file is immutable',
    dir: '/etc/docker',
    arrange: "echo '{}' >/etc/docker/daemon.json",
    cause: 'chattr +i /etc/docker/daemon.json',
    end: 'chattr -i /etc/docker/daemon.json',
    code: 'file-protected',
  },
  { what: 'the disk of a file is full', dir: '/etc/docker', ...FULL_DISK },
  { what: 'the disk of the journal is full', dir: '/var/lib/subroot', ...FULL_DISK },
] as const)('says so, with nothing changed, where $what', async (fault) => {
  const { dir, arrange, cause, end, code } = fault
  // A file system of its own, in which there is room and where files have flags: the machine's own has none.
  await machine.shell(`
    mkdir -p ${dir}
    mount -t tmpfs -o size=1m,mode=755 own ${dir}
    cd ${dir}
    ${arrange}`)
  before = await readMachineState(machine)
  const wizard = await openWizard(desktop)
  await walkToApply(wizard)
  await machine.shell(`cd ${dir}; ${cause}`)
  const outcome = await runWithPassword(wizard, desktop, 'applyChanges')
  const text = await wizard.readText()
  await wizard.close()
  await machine.shell(`cd ${dir}; ${end}`)
  expect(outcome).toBe(outcomeTitles.refused)
  expect(text).toContain(en.stepFailures[code])
  expect(text).toContain(dir)
  expect(await readMachineState(machine)).toEqual(before)
  await machine.shell(`umount ${dir}`)
})
