import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { labPassword } from './base.ts'
import { checkoutInside } from './machine.ts'
import type { Machine } from './machine.ts'
import type { RunResult } from './machine-processes.ts'
import { waitFor } from './wait-for.ts'

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
  /** Answers the dialog as a person would, and waits until the answer has been taken. */
  readonly answerDialog: (answer: DialogAnswer) => Promise<void>
  /** How many password dialogs this session has seen. */
  readonly countDialogs: () => Promise<number>
  /** Saves the whole screen as a PNG on the host. */
  readonly takeScreenshot: (path: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** `dismiss` presses Escape, `wrong` types a password that is not the user's. */
export type DialogAnswer = 'password' | 'wrong' | 'dismiss'

/**
 * The polkit agents differ in what they make of a refusal: LXQt's complains in a dialog of its own and says the same of a
 * wrong password and of a closed dialog; MATE's tells polkit which it was, and lets the user try three times. Bullseye's
 * LXQt agent drops its connection to polkit when there are several administrators to choose from, as here (seen).
 */
export type PolkitAgent = 'lxqt' | 'mate' | 'none'

const passwordDialogs: Readonly<Record<PolkitAgent, string>> = {
  lxqt: '^Authentication Required$',
  mate: '^Authenticate$',
  none: '^Authenticat',
}
const failureDialog = '^Authorization Failed$'

const displays: Readonly<Record<LabUser, number>> = { alice: 1, bob: 2 }

export async function startDesktop(
  machine: Machine,
  user: LabUser,
  agent: PolkitAgent = machine.release === 'bullseye' ? 'mate' : 'lxqt',
): Promise<Desktop> {
  const display = displays[user]
  const passwordDialog = passwordDialogs[agent]
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
    `ExecStart=/bin/sh ${checkoutInside}/e2e/lab/desktop.sh ${agent} ${stateDir} ${passwordDialog}`,
  ]
  await machine.exec(['tee', `/run/systemd/system/${unit}`], { input: unitText.join('\n') })
  await machine.shell(`
    systemctl stop ${unit} 2>/dev/null || true
    rm -rf ${stateDir}
    systemctl daemon-reload
    systemctl start ${unit}
    timeout 120 sh -c 'until [ -e ${stateDir}/environment ]; do sleep 0.1; done'`)

  const lines = (await machine.shell(`cat ${stateDir}/environment`)).split('\n')
  const sessionEnv = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  if (agent !== 'none') {
    // An agent is of use once polkit knows it.
    const registered = `Registered Authentication Agent for unix-session:${sessionEnv['XDG_SESSION_ID']} `
    await machine.shell(`timeout 120 sh -c '
      until journalctl --quiet --boot | grep -q "${registered}"; do sleep 0.1; done'`)
  }
  const mainPid = Number(await machine.shell(`systemctl show --value -p MainPID ${unit}`))
  const session = { user, cgroupDir: machine.cgroupDirOf(mainPid) }

  const exec: Desktop['exec'] = (argv) => machine.exec(argv, { ...session, env: sessionEnv })

  async function findWindow(title: string): Promise<string | undefined> {
    const { stdout } = await exec(['xdotool', 'search', '--onlyvisible', '--name', title])
    return stdout.trim().split('\n').at(-1) || undefined
  }

  /** Types into a window, once the keys will go to it. */
  async function pressKeys(title: string, keys: readonly (readonly string[])[]) {
    const window = await waitFor(`a window ${title}`, () => findWindow(title))
    await waitFor(`focus on the window ${title}`, async () => {
      // Without a window manager, which may still be starting, this does nothing.
      await exec(['xdotool', 'windowactivate', window])
      const { stdout } = await exec(['xdotool', 'getactivewindow'])
      return stdout.trim() === window || undefined
    })
    for (const key of keys) await exec(['xdotool', ...key])
  }

  async function waitUntilGone(title: string) {
    await waitFor(
      `the end of the window ${title}`,
      async () => (await findWindow(title)) === undefined || undefined,
    )
  }

  /**
   * The dialog takes keys from the moment at which PAM, in the agent's helper, waits for a password: those typed while
   * the last one is still being checked are lost. A helper that waits reads its standard input.
   */
  async function waitForPrompt() {
    const isReading = `
      for helper in $(pgrep -x polkit-agent-he); do
        read -r number descriptor _ <"/proc/$helper/syscall" || continue
        case "$number $descriptor" in '0 0x0' | '63 0x0') exit 0 ;; esac
      done
      exit 1`
    await waitFor(
      'a prompt for a password',
      async () => (await machine.exec(['sh', '-c', isReading])).code === 0 || undefined,
    )
  }

  /** How many wrong passwords PAM has seen. */
  async function countFailures(): Promise<number> {
    return Number(
      await machine.shell(
        "journalctl --quiet --boot | grep -c 'pam_unix(polkit-1:auth): authentication failure' || true",
      ),
    )
  }

  return {
    user,
    exec,
    spawn: (argv, env = {}) => machine.spawn(argv, { ...session, env: { ...sessionEnv, ...env } }),
    waitForDialog: async () => {
      await waitFor(`a window ${passwordDialog}`, () => findWindow(passwordDialog))
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
      const staysOpen = answer === 'wrong' && agent === 'mate'
      const failuresBefore = await countFailures()
      if (answer !== 'dismiss') await waitForPrompt()
      await pressKeys(passwordDialog, keys)
      if (staysOpen) {
        await waitFor(
          'a refusal',
          async () => (await countFailures()) > failuresBefore || undefined,
        )
      } else {
        await waitUntilGone(passwordDialog)
      }
      // pkexec waits until the complaint is read.
      if (answer !== 'password' && agent === 'lxqt') {
        await pressKeys(failureDialog, [['key', 'Return']])
        await waitUntilGone(failureDialog)
      }
    },
    countDialogs: async () => Number(await machine.shell(`wc -l <${stateDir}/dialogs`)),
    takeScreenshot: async (path) => {
      const screenshot = `/tmp/screenshot-${user}.png`
      await exec(['scrot', '--overwrite', screenshot])
      const encoded = await machine.shell(`base64 ${screenshot}; rm ${screenshot}`)
      writeFileSync(path, Buffer.from(encoded, 'base64'))
    },
    stop: async () => {
      // Its X server stays, and the next session has it. Without it, logind would end what is left of this user ten seconds
      // later (UserStopDelaySec in logind.conf(5)), in the middle of what comes next.
      await machine.shell(`systemctl stop ${unit}; loginctl terminate-user ${user} || true`)
    },
  }
}
