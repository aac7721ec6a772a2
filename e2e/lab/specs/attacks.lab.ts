import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { checkMachine, runPlan } from '../domain-run.ts'
import { filesWith, startAttacker } from '../attacks.ts'
import { startDesktop } from '../desktop.ts'
import type { Desktop } from '../desktop.ts'
import { importBusyboxImage } from '../images.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { changedPaths, readMachineState } from '../machine-state.ts'
import type { MachineState } from '../machine-state.ts'
import { openWizard } from '../remote-wizard.ts'
import { outcomeTitles, runWithPassword, walkToApply } from '../wizard-walk.ts'

/** alice changes Docker; bob, who may read what everybody may, does all he can against it, all the time. */
const SECRET = 'hunter2-do-not-tell'

let machine: OwnedMachine
let desktop: Desktop
let before: MachineState

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await importBusyboxImage(machine)
  await machine.shell(`
    usermod --append --groups docker alice
    mkdir -p /etc/docker
    printf '{ "labels": ["token=${SECRET}"] }\\n' >/etc/docker/daemon.json
    chown root:docker /etc/docker/daemon.json
    chmod 640 /etc/docker/daemon.json
    systemctl restart docker
    docker run --detach --name sleeper --stop-timeout 1 --env 'TOKEN=${SECRET}' \\
      --label 'token=${SECRET}' busybox sh -c 'sleep 100000; echo ${SECRET}' >/dev/null`)
  desktop = await startDesktop(machine, 'alice')
})
afterAll(() => machine.stop())
beforeEach(async () => {
  await machine.shell('systemctl reset-failed docker.service docker.socket')
  before = await readMachineState(machine)
})

it('bob gains nothing while alice applies and undoes, and both go well', async () => {
  const bob = startAttacker(machine, 'bob', 'outside')
  const wizard = await openWizard(desktop)
  await walkToApply(wizard)
  const applied = await runWithPassword(wizard, desktop, 'applyChanges')
  await wizard.press('history')
  await wizard.press('undoThis')
  await wizard.waitForButton('undoChanges')
  const undone = await runWithPassword(wizard, desktop, 'undoChanges')
  const { gained, met } = await bob.stop()
  // While the log of the wizard is there.
  const secretFiles = await filesWith(machine, SECRET)
  await wizard.close()

  expect(gained).toEqual([])
  expect([applied, undone]).toEqual([outcomeTitles.applied, outcomeTitles.undone])
  expect(changedPaths(before.files, (await readMachineState(machine)).files)).toEqual([])
  // He was there in time, at what would have been worth it.
  for (const place of [
    /^\/run\/subroot-[0-9a-f-]{36}\/$/,
    /^\/run\/subroot\/[0-9a-f-]{36}\/events$/,
    /^\/var\/lib\/subroot\/runs\/[0-9a-f-]{36}\/script\.sh$/,
    /^\/etc\/docker\/daemon\.json$/,
  ]) {
    expect(met.filter((path) => place.test(path))).not.toEqual([])
  }
  // The copies of daemon.json in the journal are all that says it, and they are root's alone.
  expect(secretFiles.filter((path) => !/^\/var\/lib\/subroot\/.*\/backup\//.test(path))).toEqual([])
  expect(secretFiles.length).toBeGreaterThan(0)
  expect(await filesWith(machine, SECRET, 'bob')).toEqual([])
})

it('a program of alice that exchanges the staged script keeps it from running, and no more', async () => {
  const wizard = await openWizard(desktop)
  await walkToApply(wizard)
  const other = startAttacker(machine, 'alice', 'same-user')
  const outcome = await runWithPassword(wizard, desktop, 'applyChanges')
  await other.stop()
  const text = await wizard.readText()
  await wizard.close()
  expect(outcome).toBe(outcomeTitles.notElevated)
  // Of /etc/shadow, to which the script was exchanged.
  expect(text).not.toMatch(/\broot:/)
  expect(await machine.exec(['test', '-e', '/root/attacked'])).toMatchObject({ code: 1 })
  expect((await machine.exec(['test', '-u', '/bin/dash'])).code).toBe(1)
  expect(await readMachineState(machine)).toEqual(before)
})

it('a directory that somebody gave to bob is refused, whatever he puts there meanwhile', async () => {
  const { plan } = await checkMachine(machine)
  if (!plan) throw new Error('There is no plan for this machine.')
  const shadow = await machine.shell('stat -c "%a %u:%g %s %Y" /etc/shadow; sha256sum </etc/shadow')
  await machine.shell('chown bob /etc/docker')
  const swapping = `
    cd /etc/docker && exec >/dev/null 2>&1
    until [ -e stop ]; do
      for file in .subroot-* daemon.json; do
        ln -s /etc/shadow link && mv -T link "$file"
        mkfifo pipe && mv -T pipe "$file"
      done
    done`
  const bob = machine.spawn(['sh', '-c', swapping], { user: 'bob' })
  const exited = once(bob, 'exit')
  const { outcome, events } = await runPlan(machine, plan, 'given-away')
  await machine.shell('touch /etc/docker/stop')
  await exited
  expect(outcome).toBe('refused')
  expect(events).toContainEqual(
    expect.objectContaining({ code: 'unsafe-directory', detail: '/etc/docker' }),
  )
  expect(JSON.stringify(events)).not.toMatch(/\broot:/)
  expect(await machine.shell('stat -c "%a %u:%g %s %Y" /etc/shadow; sha256sum </etc/shadow')).toBe(
    shadow,
  )
})
