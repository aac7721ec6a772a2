import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { RunSummary } from '#contract/channels.ts'
import type { Check } from '#domain/verification.ts'
import type { Desktop } from './desktop.ts'
import { checkoutInside, nodeInside } from './machine.ts'
import type { WizardCommand, WizardReply } from './wizard-command.ts'
import type { SavedWizardReport } from '../save-report.ts'
import type { ButtonName, StepName } from '../wizard-page.ts'

/** The wizard in a lab user's session, told what to do from outside the machine. */
export type RemoteWizard = {
  /** What shows it: `electron`, or `electron-host` where no Electron can be had. */
  readonly runtime: string
  readonly press: (button: ButtonName) => Promise<void>
  /** The last one of several with that name, as in a list. */
  readonly pressLast: (button: ButtonName) => Promise<void>
  /** Waits until the button is there and can be pressed. */
  readonly waitForButton: (button: ButtonName) => Promise<void>
  readonly waitForStep: (step: StepName) => Promise<void>
  /** Waits for one of several notices by their titles; returns the text of the one that came. */
  readonly waitForNotice: (titles: readonly string[], timeoutMs?: number) => Promise<string>
  readonly readText: () => Promise<string>
  /** Waits for a row of the page's table that contains a text; returns its cells. */
  readonly waitForRow: (text: string) => Promise<readonly string[]>
  readonly verify: (runId: string) => Promise<readonly Check[]>
  /** Newest first. */
  readonly listRuns: () => Promise<readonly RunSummary[]>
  /** Saves the report on Prove to a path of the machine. */
  readonly saveReport: (path: string) => Promise<SavedWizardReport>
  /** Saves the page as a PNG on the host. */
  readonly takeScreenshot: (path: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens the built wizard in a session and waits until its page is there. */
export async function openWizard(desktop: Desktop): Promise<RemoteWizard> {
  const driver = desktop.spawn([
    nodeInside,
    `${checkoutInside}/node_modules/tsx/dist/cli.mjs`,
    `${checkoutInside}/e2e/lab/drive-wizard.ts`,
  ])
  const exited = once(driver, 'exit')
  let complaints = ''
  driver.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk))
  driver.stdin.on('error', () => {})
  const replies = createInterface({ input: driver.stdout })[Symbol.asyncIterator]()

  async function nextReply<Value>(): Promise<Value> {
    const { value: line, done } = await replies.next()
    if (done === true) throw new Error(`The wizard's driver ended: ${complaints}`)
    const reply: WizardReply<Value> = JSON.parse(line)
    if (!reply.ok) throw new Error(reply.value)
    return reply.value
  }

  function tell<Value>(command: WizardCommand): Promise<Value> {
    driver.stdin.write(`${JSON.stringify(command)}\n`)
    return nextReply<Value>()
  }

  /** The value of a call to main that must succeed. */
  async function call<Value>(command: WizardCommand): Promise<Value> {
    const reply = await tell<{ readonly ok: boolean; readonly value: Value }>(command)
    if (!reply.ok) throw new Error(`${command.kind}: ${JSON.stringify(reply)}`)
    return reply.value
  }

  return {
    runtime: await nextReply<string>(),
    press: (button) => tell({ kind: 'press', button }),
    pressLast: (button) => tell({ kind: 'press', button, last: true }),
    waitForButton: (button) => tell({ kind: 'wait-for-button', button }),
    waitForStep: (step) => tell({ kind: 'wait-for-step', step }),
    waitForNotice: (titles, timeoutMs = 300_000) =>
      tell({ kind: 'wait-for-notice', titles, timeoutMs }),
    readText: () => tell({ kind: 'read-text' }),
    waitForRow: (text) => tell({ kind: 'wait-for-row', text }),
    verify: (runId) => call({ kind: 'verify', runId }),
    listRuns: () => call({ kind: 'list-runs' }),
    saveReport: (path) => tell({ kind: 'save-report', path }),
    takeScreenshot: async (path) => {
      writeFileSync(path, Buffer.from(await tell<string>({ kind: 'screenshot' }), 'base64'))
    },
    close: async () => {
      driver.stdin.end()
      await exited
    },
  }
}
