import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { en } from '../../../renderer/text/en.ts'
import { startDesktop } from '../desktop.ts'
import type { Desktop, LabUser } from '../desktop.ts'
import { changesBesidesThoseOf, recordDisks } from '../disk-record.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { makeContainers } from '../many-containers.ts'
import { openWizard } from '../remote-wizard.ts'
import type { RemoteWizard } from '../remote-wizard.ts'
import { traceSystemCalls } from '../system-calls.ts'
import { waitFor } from '../wait-for.ts'

/**
 * Check changes nothing, makes no user, and starts nothing as root without saying so: as the kernel sees the wizard, and
 * as every file of the machine shows afterwards. alice may talk to Docker; bob may not, and daemon.json is closed to him.
 */
const containerCount = 10

let machine: OwnedMachine
let desktop: Desktop | undefined
let wizard: RemoteWizard | undefined

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await makeContainers(machine, containerCount)
  await machine.shell(`
    usermod --append --groups docker alice
    mkdir -p /etc/docker
    printf '{}' >/etc/docker/daemon.json`)
})
afterEach(async () => {
  await wizard?.close()
  await desktop?.stop()
  wizard = desktop = undefined
})
afterAll(() => machine.stop())

it('sees it when anything on a disk is changed, even if its time of modification is put back', async () => {
  const before = await recordDisks(machine)
  await machine.shell(`
    cp --preserve=all /etc/subuid /run/kept
    echo x >>/etc/subuid
    cat /run/kept >/etc/subuid
    touch --reference=/run/kept /etc/subuid
    rm /run/kept`)
  const changes = changesBesidesThoseOf('alice', before, await recordDisks(machine))
  expect(changes.map((change) => change.split(':')[0])).toContain('/etc/subuid')
})

it('sees it when a process changes something', async () => {
  const child = machine.spawn(['sh', '-c', 'read -r go; mkdir /etc/made; rmdir /etc/made'])
  const ended = once(child, 'close')
  const trace = await traceSystemCalls(machine, await pidOf('root', '^sh -c read'))
  child.stdin.end('go\n')
  await ended
  const { programs, changes } = await trace.stop()
  expect(programs).toEqual([
    expect.stringContaining('"mkdir", "/etc/made"'),
    expect.stringContaining('"rmdir", "/etc/made"'),
  ])
  expect(changes).toEqual([
    expect.stringMatching(/^mkdir\("\/etc\/made"/),
    expect.stringMatching(/^rmdir\("\/etc\/made"/),
  ])
})

it('opens nothing for writing, starts only `systemctl show` and `getfacl`, and asks Docker nothing but questions', async () => {
  const { main, page } = await openAs('alice')
  await page.waitForButton('continue')
  const trace = await traceSystemCalls(machine, main)
  await page.press('lookAgain')
  await page.waitForButton('continue')
  const { programs, changes, connections, requests } = await trace.stop()

  expect(changes).toEqual([])
  expect(programs.toSorted()).toEqual([
    // Of the folders that containers use.
    expect.stringMatching(/^\["getfacl", .*"\/srv\/shared"\]$/),
    expect.stringMatching(/^\["systemctl", "show", "docker.service", /),
  ])
  expect(connections).toEqual(['/run/dbus/system_bus_socket', '/var/run/docker.sock'])
  expect(requests).toContain('GET /info')
  expect(
    requests.filter((request) => /^GET \/containers\/\w{64}\/json$/.test(request)).length,
  ).toBe(containerCount)
  expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([])
})

it("leaves every file of the machine as it was, but for the window's own, and no process of root's", async () => {
  desktop = await startDesktop(machine, 'alice')
  const processes = await processesBesidesThoseOf('alice')
  const disks = await recordDisks(machine)
  wizard = await openWizard(desktop)
  for (let look = 0; look < 3; look += 1) {
    await wizard.waitForButton('continue')
    await wizard.press('lookAgain')
  }
  await wizard.waitForButton('continue')
  expectOnly(await changesSince('alice', disks), ['/tmp'])
  expect(await processesBesidesThoseOf('alice')).toEqual(processes)
  expect(await desktop.countDialogs()).toBe(0)
})

it('starts nothing as root before bob has been told and has typed a password, and changes nothing then', async () => {
  await machine.shell('chmod 600 /etc/docker/daemon.json')
  const { main, page, session } = await openAs('bob')
  await page.waitForNotice([en.check.elevateTitle])
  const trace = await traceSystemCalls(machine, main)
  await page.press('lookAgain')
  await page.waitForButton('lookElevated')
  const { programs, changes, requests } = await trace.stop()
  expect(changes).toEqual([])
  expect(programs).toEqual([expect.stringMatching(/^\["systemctl", "show", /)])
  expect(requests).toEqual([])
  expect(await session.countDialogs()).toBe(0)

  const processes = await processesBesidesThoseOf('bob')
  const disks = await recordDisks(machine)
  expect(await page.readText()).toContain(en.check.elevateDetail)
  await page.press('lookElevated')
  await session.waitForDialog()
  await session.answerDialog('password')
  await page.waitForButton('continue')
  expect(await session.countDialogs()).toBe(1)
  // Where root reads, it keeps its copy of the script in /run for as long as that takes.
  expectOnly(await changesSince('bob', disks), ['/run', '/tmp'])
  expect(await processesBesidesThoseOf('bob')).toEqual(processes)
})

async function openAs(user: LabUser) {
  const session = (desktop = await startDesktop(machine, user))
  const page = (wizard = await openWizard(session))
  const main = await pidOf(user, page.runtime === 'electron' ? 'main/main.js' : 'electron-host.js')
  return { main, page, session }
}

/** The first process of a user with such a command line, once there is one. */
async function pidOf(user: string, pattern: string): Promise<number> {
  const find = ['pgrep', '--oldest', '--uid', user, '--full', pattern]
  return waitFor(
    `a process ${pattern}`,
    async () => Number((await machine.exec(find)).stdout) || undefined,
  )
}

async function changesSince(user: LabUser, disks: Awaited<ReturnType<typeof recordDisks>>) {
  return changesBesidesThoseOf(user, disks, await recordDisks(machine))
}

/** Only directories in which the user's own files came and went, and the journal, which is systemd's. */
function expectOnly(changes: readonly string[], directories: readonly string[]) {
  const allowed = new RegExp(`^(/var/log/journal/.*|${directories.join('|')}): `)
  expect(changes.filter((change) => !allowed.test(change))).toEqual([])
}

/** `USER PID COMMAND` of each process that is not the user's, but for this one. */
async function processesBesidesThoseOf(user: LabUser): Promise<readonly string[]> {
  const { stdout } = await machine.exec(['ps', '-eo', 'user:20=,pid=,args='])
  return stdout.split('\n').filter((line) => !line.startsWith(`${user} `) && !/ ps -eo /.test(line))
}
