import { expect } from '@playwright/test'
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
  await wizard.continueTo('apply')
  await visit('apply')
  await wizard.button('applyChanges').click()
  await expect(wizard.button('continue')).toBeEnabled()
  await visit('apply-done')
  await wizard.button('continue').click()
  await expect(wizard.page.getByRole('table')).toBeVisible()
  await expect(wizard.button('checkAgain')).toBeVisible()
  await visit('prove')
  await wizard.button('history').click()
  await wizard.isAt('history')
  await visit('history')
  await wizard.button('undoThis').click()
  await expect(wizard.button('undoChanges')).toBeEnabled()
  await visit('undo')
  await wizard.button('undoChanges').click()
  await expect(wizard.button('continue')).toBeEnabled()
  await visit('undo-done')
}
