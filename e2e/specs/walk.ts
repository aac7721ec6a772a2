import { expect } from '@playwright/test'
import type { Launched } from '../launch.ts'
import type { WizardPage } from '../wizard-page.ts'

/** What to do on every screen; `name` says which one it is. */
export type Visit = (name: string) => Promise<void>

/** Walks through every screen of the whole job, from Check to the undone change, and visits each. */
export async function walkAllScreens(wizard: WizardPage, visit: Visit): Promise<void> {
  await expect(wizard.button('continue')).toBeEnabled()
  await visit('check')
  await wizard.continueTo('choose')
  await visit('choose')
  await wizard.button('showTable').click()
  await wizard.field('firstId').fill('110000')
  await visit('choose-taken')
  await wizard.button('suggested').click()
  await wizard.continueTo('review')
  await visit('review')
  for (const tab of ['files', 'script', 'byHand'] as const) {
    await wizard.tab(tab).click()
    await visit(`review-${tab}`)
  }
  await wizard.button('measureBefore').click()
  await expect(wizard.button('measureAgain')).toBeVisible()
  await wizard.button('measureAgain').scrollIntoViewIfNeeded()
  await visit('review-measured')
  await wizard.continueTo('apply')
  await visit('apply')
  await wizard.button('applyChanges').click()
  await expect(wizard.button('continue')).toBeEnabled()
  await visit('apply-done')
  await wizard.button('continue').click()
  const grid = wizard.page.getByRole('grid')
  await grid.focus()
  await wizard.page.keyboard.press('End')
  await expect(wizard.button('checkAgain')).toBeVisible()
  await visit('prove')
  await wizard.button('proveLive').click()
  await expect(wizard.button('proveAgain')).toBeVisible()
  await wizard.button('proveAgain').scrollIntoViewIfNeeded()
  await visit('prove-live')
  await wizard.button('history').click()
  await wizard.isAt('history')
  await visit('history')
  const details = wizard.button('filesAndScript')
  if ((await details.getAttribute('aria-expanded')) === 'false') await details.click()
  await expect(wizard.button('copyScript')).toBeVisible()
  await visit('history-details')
  await wizard.button('undoThis').click()
  await expect(wizard.button('undoChanges')).toBeEnabled()
  await visit('undo')
  await wizard.button('undoChanges').click()
  await expect(wizard.button('continue')).toBeEnabled()
  await visit('undo-done')
}

/** Starts the simulated machine again, and opens the wizard anew, as after a restart of the computer. */
export async function restartMachine({ app, page }: Pick<Launched, 'app' | 'page'>): Promise<void> {
  await app.evaluate(() => Reflect.get(globalThis, 'restartSimulatedMachine')())
  await page.reload()
}

/** Somebody at the simulated machine replaces `from` in a file, or adds to its end where `from` is empty. */
export async function editFile(
  { app }: Pick<Launched, 'app'>,
  path: string,
  from: string,
  to: string,
): Promise<void> {
  const edit = [path, from, to] as const
  await app.evaluate((_, words) => Reflect.get(globalThis, 'editSimulatedFile')(...words), edit)
}

/** What would pass by on the simulated machine stays until it is let go: test containers, a line that nobody ran yet. */
export async function holdMachine({ app }: Pick<Launched, 'app'>, isHeld: boolean): Promise<void> {
  await app.evaluate((_, held) => Reflect.get(globalThis, 'holdSimulatedMachine')(held), isHeld)
}

/** Walks Undo on a machine (debian-12) that others changed since: what stays, and what is refused. */
export async function walkChangedSince(
  wizard: WizardPage,
  launched: Pick<Launched, 'app'>,
  visit: Visit,
): Promise<void> {
  await wizard.applyAndProve()
  await editFile(launched, '/etc/subuid', '', 'carol:524288:65536\n')
  await editFile(launched, '/etc/docker/daemon.json', '{', '{\n  "debug": true,')
  await wizard.button('undoThis').click()
  await expect(wizard.button('undoChanges')).toBeEnabled()
  await visit('undo-merge')
  await editFile(launched, '/etc/subuid', 'dockremap:458752:65536', 'dockremap:458752:131072')
  await wizard.button('back').click()
  await wizard.button('undoThis').click()
  await expect(wizard.button('readAgain')).toBeVisible()
  await visit('undo-refused')
}

/** Walks the way without a dialog, where nobody runs the line (the fault `line-not-run`). */
export async function walkTerminal(wizard: WizardPage, visit: Visit): Promise<void> {
  await wizard.continueTo('apply')
  await wizard.button('inTerminal').click()
  await expect(wizard.button('cancel')).toBeEnabled()
  await visit('terminal')
  await wizard.button('cancel').click()
  await expect(wizard.button('tryAgain')).toBeEnabled()
  await visit('terminal-cancelled')
}

/** Walks a machine whose kernel needs an argument first (centos-7.9), over its restart, to the taking back of it. */
export async function walkRestart(
  wizard: WizardPage,
  launched: Pick<Launched, 'app' | 'page'>,
  visit: Visit,
): Promise<void> {
  await expect(wizard.button('continue')).toBeEnabled()
  await visit('kernel-check')
  await wizard.continueTo('choose')
  await expect(wizard.button('continue')).toBeDisabled()
  await visit('kernel-choose')
  await wizard.consent('raise-namespace-limit').click()
  await wizard.consent('add-kernel-arguments').click()
  await visit('kernel-choose-agreed')
  await wizard.continueTo('review')
  await visit('kernel-review')
  await wizard.tab('byHand').click()
  await visit('kernel-review-byHand')
  await wizard.continueTo('apply')
  await visit('kernel-apply')
  await wizard.button('applyChanges').click()
  await expect(wizard.button('lookAgain')).toBeEnabled()
  await visit('kernel-apply-done')
  await wizard.button('lookAgain').click()
  await wizard.isAt('check')
  await expect(wizard.button('undoThis')).toBeVisible()
  await expect(wizard.button('continue')).toBeDisabled()
  await visit('kernel-not-restarted')
  await restartMachine(launched)
  await expect(wizard.button('goOn')).toBeEnabled()
  await visit('kernel-ready')
  await wizard.button('history').click()
  await wizard.isAt('history')
  await visit('kernel-history')
  await wizard.button('undoThis').click()
  await expect(wizard.button('undoChanges')).toBeEnabled()
  await visit('kernel-undo')
}

/** Walks a machine on which the first run is killed (the fault `cut-off`), to the end of that run. */
export async function walkCutOff(
  wizard: WizardPage,
  { page }: Pick<Launched, 'page'>,
  verb: 'finish' | 'rollBack',
  visit: Visit,
): Promise<void> {
  await wizard.applySuggestion()
  await wizard.isAt('resume')
  await wizard.button('back').click()
  await wizard.isAt('apply')
  await visit('cut-off-apply')
  await page.reload()
  await expect(wizard.button('finishOrRollBack')).toBeVisible()
  await visit('cut-off-check')
  await wizard.button('history').click()
  await wizard.isAt('history')
  await visit('cut-off-history')
  await wizard.button('finishOrRollBack').click()
  await wizard.isAt('resume')
  await expect(wizard.button('rollBack')).toBeEnabled()
  await visit('cut-off-resume')
  await wizard.button('resumeScript').click()
  await visit('cut-off-resume-script')
  await wizard.button(verb).click()
  await expect(wizard.button(verb === 'finish' ? 'continue' : 'lookAgain')).toBeEnabled()
  await visit(`cut-off-${verb}-done`)
}
