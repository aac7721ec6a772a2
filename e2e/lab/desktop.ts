import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { labPassword } from './base.ts'
import { checkoutInside } from './machine.ts'
import type { Machine } from './machine.ts'
import type { RunResult } from './machine-processes.ts'

/** The lab's two people. Both are administrators to polkit; what else they may do is for each test to arrange. */
export type LabUser = 'alice' | 'bob'

/** A login session with a screen of 1280x900, known to logind, in which programs can be run and passwords typed. */
export type Desktop = {
  readonly user: LabUser
  readonly exec: (argv: readonly string[]) => Promise<RunResult>
  readonly spawn: (
    argv: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => ChildProcessWithoutNullStreams
  /** Waits for the password dialog and leaves it open. */
  readonly waitForDialog: () => Promise<void>
  /** Answers the open dialog as a person would, and waits until it is gone. */
  readonly answerDialog: (answer: DialogAnswer) => Promise<void>
  /** How many password dialogs this session has seen. */
  readonly countDialogs: () => Promise<number>
  /** Saves the whole screen as a PNG on the host. */
  readonly takeScreenshot: (path: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** `dismiss` presses Escape, `wrong` types a password that is not the user's. */
export type DialogAnswer = 'password' | 'wrong' | 'dismiss'

const passwordDialog = '^Authentication Required$'
const failureDialog = '^Authorization Failed$'
const dialogTimeoutMs = 30_000

const displays: Readonly<Record<LabUser, number>> = { alice: 1, bob: 2 }

export async function startDesktop(
  machine: Machine,
  user: LabUser,
  agent: 'agent' | 'no-agent' = 'agent',
): Promise<Desktop> {
  const display = displays[user]
  const unit = `lab-desktop-${user}.service`
  const stateDir = `/run/user/${await machine.shell(`id -u ${user}`)}/lab-desktop`
  const unitText = [
    '[Service]',
    `User=${user}`,
    // PAM's logind module makes the session; seat0 and x11 make it the local desktop that polkit trusts most.
    'PAMName=login',
    `TTYPath=/dev/pts/${50 + display}`,
    `WorkingDirectory=/home/${user}`,
    `Environment=XDG_SESSION_TYPE=x11 XDG_SEAT=seat0 DISPLAY=:${display}`,
    `ExecStart=/bin/sh ${checkoutInside}/e2e/lab/desktop.sh ${agent} ${stateDir}`,
  ]
  await machine.exec(['tee', `/run/systemd/system/${unit}`], { input: unitText.join('\n') })
  await machine.shell(`
    systemctl stop ${unit} 2>/dev/null || true
    rm -rf ${stateDir}
    systemctl daemon-reload
    systemctl start ${unit}
    timeout 30 sh -c 'until [ -e ${stateDir}/environment ]; do sleep 0.1; done'`)

  const lines = (await machine.shell(`cat ${stateDir}/environment`)).split('\n')
  const sessionEnv = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  const mainPid = Number(await machine.shell(`systemctl show --value -p MainPID ${unit}`))
  const session = { user, cgroupDir: machine.cgroupDirOf(mainPid) }

  const exec: Desktop['exec'] = (argv) => machine.exec(argv, { ...session, env: sessionEnv })

  async function findWindow(title: string): Promise<string | undefined> {
    const { stdout } = await exec(['xdotool', 'search', '--onlyvisible', '--name', title])
    return stdout.trim().split('\n').at(-1) || undefined
  }

  async function waitForWindow(title: string): Promise<string> {
    const deadline = Date.now() + dialogTimeoutMs
    for (;;) {
      const window = await findWindow(title)
      if (window !== undefined) return window
      if (Date.now() > deadline)
        throw new Error(`No window matching ${title} in ${user}'s session.`)
      await sleep(100)
    }
  }

  /** Types into a window and waits until it has gone. */
  async function pressKeys(title: string, keys: readonly (readonly string[])[]) {
    const window = await waitForWindow(title)
    await exec(['xdotool', 'windowactivate', window])
    const deadline = Date.now() + dialogTimeoutMs
    while ((await exec(['xdotool', 'getactivewindow'])).stdout.trim() !== window) {
      if (Date.now() > deadline) throw new Error(`The window matching ${title} took no focus.`)
      await sleep(50)
    }
    for (const key of keys) await exec(['xdotool', ...key])
    while ((await findWindow(title)) === window) {
      if (Date.now() > deadline) throw new Error(`The window matching ${title} stayed open.`)
      await sleep(50)
    }
  }

  return {
    user,
    exec,
    spawn: (argv, env = {}) => machine.spawn(argv, { ...session, env: { ...sessionEnv, ...env } }),
    waitForDialog: async () => {
      await waitForWindow(passwordDialog)
    },
    answerDialog: async (answer) => {
      const password = answer === 'password' ? labPassword : 'not the password'
      const keys =
        answer === 'dismiss'
          ? [['key', 'Escape']]
          : [
              ['type', '--delay', '20', password],
              ['key', 'Return'],
            ]
      await pressKeys(passwordDialog, keys)
      // This agent complains of both, and pkexec waits until its complaint is read.
      if (answer !== 'password') await pressKeys(failureDialog, [['key', 'Return']])
    },
    countDialogs: async () => Number(await machine.shell(`wc -l <${stateDir}/dialogs`)),
    takeScreenshot: async (path) => {
      const screenshot = `/tmp/screenshot-${user}.png`
      await exec(['scrot', '--overwrite', screenshot])
      const encoded = await machine.shell(`base64 ${screenshot}; rm ${screenshot}`)
      writeFileSync(path, Buffer.from(encoded, 'base64'))
    },
    stop: async () => {
      await machine.shell(`systemctl stop ${unit}; loginctl terminate-user ${user} || true`)
    },
  }
}
