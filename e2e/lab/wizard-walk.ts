import type { Desktop } from './desktop.ts'
import type { RemoteWizard } from './remote-wizard.ts'

/** Keeps a screenshot under a name; `takeNothing` where nobody wants one. */
export type Photographer = (
  name: string,
  camera: { readonly takeScreenshot: (path: string) => Promise<void> },
) => Promise<void>

export const takeNothing: Photographer = async () => {}

/** Every title with which a run can end, as the page says it. */
export const outcomeTitles = {
  applied: 'Remapping is on',
  undone: 'The change was taken back',
  refused: 'Stopped before anything was changed',
  rolledBack: 'Put back: Docker is as it was',
  undoStopped: 'Undo stopped: remapping is still on',
  notPutBack: 'Not everything could be put back',
  notAuthorised: 'The password was not accepted',
  dismissed: 'The password dialog was closed',
  noAgent: 'No password dialog could be opened',
  noPkexec: 'This machine cannot ask for a password',
  notElevated: 'Administrator rights could not be obtained',
  factsChanged: 'The machine has changed since the review',
  scriptDiffers: 'The script is not the reviewed one',
  blocked: 'Something stands in the way now',
  internal: 'Something went wrong inside Subroot',
} as const

/** From Check, with what the wizard itself suggests, to the button that asks for the password. */
export async function walkToApply(
  wizard: RemoteWizard,
  photograph: Photographer = takeNothing,
): Promise<void> {
  await wizard.waitForStep('Check')
  await wizard.waitForButton('Continue')
  await photograph('1-check', wizard)
  await wizard.press('Continue')
  await wizard.waitForStep('Choose')
  await photograph('2-choose', wizard)
  await wizard.press('Continue')
  await wizard.waitForStep('Review')
  await photograph('3-review', wizard)
  await wizard.press('Continue')
  await wizard.waitForStep('Apply')
}

/** Presses a button that needs a password, types it, and returns how the run ended: the notice's title. */
export async function runWithPassword(
  wizard: RemoteWizard,
  desktop: Desktop,
  button: string,
  photograph: Photographer = takeNothing,
): Promise<string> {
  await wizard.press(button)
  await desktop.waitForDialog()
  await photograph('password', desktop)
  await desktop.answerDialog('password')
  return waitForOutcome(wizard)
}

/** The title of whichever notice ends the run. */
export async function waitForOutcome(wizard: RemoteWizard): Promise<string> {
  const text = await wizard.waitForNotice(Object.values(outcomeTitles))
  return text.split('\n')[0] ?? ''
}
