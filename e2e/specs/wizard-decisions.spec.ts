import { expect, test, type Page } from '@playwright/test'
import { launchWizard, type Launched } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { tabTo } from './keyboard.ts'

/** What goes beyond turning remapping on is done only where the user agreed, on simulated machines. */

let launched: Launched | undefined

async function open(simulated: string): Promise<Page> {
  launched = await launchWizard({ simulated })
  return launched.page
}

test.afterEach(async () => {
  await launched?.close()
  launched = undefined
})

test('Without the agreement there is no way to Review, and taking it back closes the way again', async () => {
  const page = await open('no-user-namespaces')
  const wizard = wizardPage(page)
  await wizard.isAt('check')
  await expect(page.getByRole('heading', { name: /for you to decide/u })).toBeVisible()
  await wizard.continueTo('choose')

  const limit = wizard.consent('raise-namespace-limit')
  await expect(limit).not.toBeChecked()
  await expect(limit).toHaveAccessibleDescription(/sysctl\.d.*STIG.*Undo removes the file/su)
  await expect(wizard.button('continue')).toBeDisabled()
  await expect(wizard.button('continue')).toHaveAccessibleDescription(
    'Continue is not available: it needs your agreement first. Allow user namespaces on this machine',
  )
  await limit.click()
  await expect(wizard.button('continue')).toBeEnabled()
  await limit.click()
  await expect(wizard.button('continue')).toBeDisabled()
})

test('What was agreed to is in the plan, is done, and is taken back, by keyboard alone', async () => {
  const page = await open('no-user-namespaces')
  const wizard = wizardPage(page)
  await expect(wizard.button('continue')).toBeEnabled()
  await tabTo(page, wizard.button('continue'))
  await page.keyboard.press('Enter')
  await wizard.isAt('choose')
  await tabTo(page, wizard.consent('raise-namespace-limit'))
  await page.keyboard.press('Space')
  await expect(wizard.consent('raise-namespace-limit')).toBeChecked()
  await tabTo(page, wizard.button('continue'))
  await page.keyboard.press('Enter')

  await wizard.isAt('review')
  await expect(
    page.getByText('Set user.max_user_namespaces to 28633 in the running kernel'),
  ).toBeVisible()
  await wizard.tab('files').click()
  await expect(
    page.getByRole('row', { name: 'added user.max_user_namespaces = 28633' }),
  ).toBeVisible()
  await wizard.tab('byHand').click()
  await expect(page.getByText('sudo sysctl --write user.max_user_namespaces=28633')).toBeVisible()

  // Going back keeps the agreement; it is part of the choices.
  await wizard.button('back').click()
  await expect(wizard.consent('raise-namespace-limit')).toBeChecked()
  await wizard.continueTo('apply')
  await wizard.button('applyChanges').click()
  await expect(page.getByRole('heading', { name: 'Remapping is on' })).toBeVisible()
  await wizard.button('continue').click()
  await wizard.button('undoThis').click()
  await expect(page.getByText('Set user.max_user_namespaces to 0')).toBeVisible()
  await wizard.button('undoChanges').click()
  await expect(page.getByRole('heading', { name: 'The change was taken back' })).toBeVisible()
  await wizard.button('continue').click()
  await expect(page.getByRole('heading', { name: /for you to decide/u })).toBeVisible()
})
