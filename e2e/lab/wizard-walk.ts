import { setTimeout as sleep } from 'node:timers/promises'
import type { ButtonName } from '../wizard-page.ts'
import { en } from '../../renderer/text/en.ts'
import type { Desktop } from './desktop.ts'
import type { RemoteWizard } from './remote-wizard.ts'

/** Keeps a screenshot under a name. */
export type Photographer = (
  name: string,
  camera: { readonly takeScreenshot: (path: string) => Promise<void> },
) => Promise<void>

const takeNothing: Photographer = async () => {}

/** Every title with which a run can end, as the page says it in English. */
export const outcomeTitles = {
  applied: en.run.outcomes.apply.done.title,
  undone: en.run.outcomes.undo.done.title,
  refused: en.run.outcomes.apply.refused.title,
  rolledBack: en.run.outcomes.apply['rolled-back'].title,
  undoStopped: en.run.outcomes.undo['rolled-back'].title,
  notPutBack: en.run.outcomes.apply['rollback-failed'].title,
  resumedBack: en.resume.rolledBack.apply.title,
  notAuthorised: en.failures['not-authorised'].title,
  notAllowed: en.failures['not-allowed'].title,
  dismissed: en.failures['dialog-dismissed'].title,
  noAgent: en.failures['no-agent'].title,
  noPkexec: en.failures['no-pkexec'].title,
  notElevated: en.failures['elevation-failed'].title,
  factsChanged: en.failures['facts-changed'].title,
  scriptDiffers: en.failures['script-differs'].title,
  changedSince: en.failures['changed-since'].title,
  blocked: en.failures.blocked.title,
  busy: en.failures.busy.title,
  internal: en.failures.internal.title,
} as const

/** From Check, with what the wizard itself suggests, to the button that asks for the password. */
export async function walkToApply(wizard: RemoteWizard): Promise<void> {
  await walkToReview(wizard)
  await goOnToApply(wizard)
}

/** From Check, with what the wizard itself suggests, to what would change. */
export async function walkToReview(
  wizard: RemoteWizard,
  photograph: Photographer = takeNothing,
): Promise<void> {
  await wizard.waitForStep('check')
  await wizard.waitForButton('continue')
  await photograph('1-check', wizard)
  await wizard.press('continue')
  await wizard.waitForStep('choose')
  await photograph('2-choose', wizard)
  await wizard.press('continue')
  await wizard.waitForStep('review')
  await photograph('3-review', wizard)
}

export async function goOnToApply(wizard: RemoteWizard): Promise<void> {
  await wizard.press('continue')
  await wizard.waitForStep('apply')
}

/** Presses a button that needs a password, types it, and returns how the run ended: the notice's title. */
export async function runWithPassword(
  wizard: RemoteWizard,
  desktop: Desktop,
  button: ButtonName,
  photograph: Photographer = takeNothing,
): Promise<string> {
  await wizard.press(button)
  await desktop.waitForDialog()
  await photograph('password', desktop)
  await desktop.answerDialog('password')
  return waitForOutcome(wizard)
}

/** The same, with the dialog left open for a while, in which the wizard waits and says so. */
export async function runAfterWaiting(
  wizard: RemoteWizard,
  desktop: Desktop,
  openSeconds: number,
): Promise<string> {
  const dialogs = await desktop.countDialogs()
  await wizard.press('applyChanges')
  await desktop.waitForDialog()
  await sleep(openSeconds * 1000)
  await wizard.waitForNotice([en.run.waitingTitle])
  await desktop.waitForDialog()
  await desktop.answerDialog('password')
  const outcome = await waitForOutcome(wizard)
  // It was the same dialog all the time.
  return (await desktop.countDialogs()) === dialogs + 1
    ? outcome
    : 'The password was asked for again.'
}

/** The title of whichever notice ends the run. */
export async function waitForOutcome(wizard: RemoteWizard): Promise<string> {
  const text = await wizard.waitForNotice(Object.values(outcomeTitles))
  return text.split('\n')[0] ?? ''
}
