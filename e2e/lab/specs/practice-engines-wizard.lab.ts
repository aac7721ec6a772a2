import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { enginesInEnglish } from '../../../renderer/text/practice/engines-en.ts'
import { startDesktop } from '../desktop.ts'
import type { Desktop } from '../desktop.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { openWizard } from '../remote-wizard.ts'
import type { RemoteWizard } from '../remote-wizard.ts'
import { READY_LIMIT_MS } from '../practice-engines.ts'
import { waitFor } from '../wait-for.ts'

/**
 * The practice engines by the wizard's own screen, with a password typed into a real dialog. alice is not in the group
 * docker: neither the engines nor what she sees of them need it.
 */
let machine: OwnedMachine
let desktop: Desktop
let wizard: RemoteWizard

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  desktop = await startDesktop(machine, 'alice', 'mate')
})
afterAll(() => machine.stop())
beforeEach(async () => {
  wizard = await openWizard(desktop)
})
afterEach(() => wizard.close())

async function startEngines() {
  await wizard.waitForStep('check')
  await wizard.press('practice')
  await wizard.press('prepareEngines')
  await wizard.press('startEngines')
  await desktop.waitForDialog()
  await desktop.answerDialog('password')
}

/** What is there of practice engines: processes, control groups, directories. */
function traces(): Promise<string> {
  return machine.shell(`
    ps -eo args --no-headers | grep -E '^(sh /run/subroot|unshare|dockerd.*/run/|sleep 9|cat$)' || :
    find /sys/fs/cgroup -name 'subroot*'
    ls -d /run/subroot* 2>/dev/null || :
    cat /etc/subuid /etc/subgid /etc/passwd | grep practice || :`)
}

async function lookForContainer() {
  return (await traces()).includes('sleep 90m') || undefined
}

async function waitForTheirEnd() {
  await waitFor('the end of the engines', async () => (await traces()) === '' || undefined)
}

it('shows root as root beside root as nobody, as ps has them, and stops them without a trace', async () => {
  const docker = await machine.shell('systemctl show --value -p MainPID docker')
  await startEngines()
  const lookForBoth = async () => {
    const text = await wizard.readText()
    return text.includes(enginesInEnglish.breakOuts.denied) ? text : undefined
  }
  const seen = await waitFor('both break-outs', lookForBoth, READY_LIMIT_MS)
  expect(seen).toContain(enginesInEnglish.real)
  expect(seen).toContain(enginesInEnglish.breakOuts.read)
  const list = await machine.shell('ps -eo uid,args --no-headers | grep -E " sleep 9[0-3]m$"')
  const uidsOf = (command: string) =>
    [...list.matchAll(/^ *(\d+) (.*)$/gm)]
      .filter(([, , args]) => args === command)
      .map(([, uid]) => Number(uid))
      .toSorted((a, b) => a - b)
  const [plain, remapped] = seen.split(enginesInEnglish.engines.remapped.title)
  const alice = Number(await machine.shell('id -u alice'))
  for (const [command, inside] of [
    ['sleep 90m', 0],
    ['sleep 91m', alice],
    ['sleep 92m', 0],
  ] as const) {
    const [low, high] = uidsOf(command)
    expect(low).toBe(inside)
    expect(high).toBeGreaterThan(65_535)
    expect(rowOf(plain, command)).toMatch(new RegExp(`\\s${inside}\\s+${low}\\s`, 'u'))
    expect(rowOf(remapped, command)).toMatch(new RegExp(`\\s${inside}\\s+${high}\\s`, 'u'))
  }
  await wizard.press('stopEngines')
  await wizard.waitForNotice([enginesInEnglish.over])
  expect(await wizard.readText()).toContain(enginesInEnglish.nothingLeft)
  await waitForTheirEnd()
  expect(await machine.shell('systemctl show --value -p MainPID docker')).toBe(docker)
})

function rowOf(text: string | undefined, command: string): string | undefined {
  return text?.split('\n').find((line) => line.includes(command))
}

it('leaves nothing when the wizard is killed in the middle', async () => {
  await startEngines()
  await waitFor('a container', lookForContainer, READY_LIMIT_MS)
  await machine.shell('pkill -KILL -u alice -f "electron|chromium"')
  await waitForTheirEnd()
  expect(await traces()).toBe('')
})
