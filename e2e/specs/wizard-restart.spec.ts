import { expect, test } from '@playwright/test'
import { launchWizard, type Launched } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { restartMachine } from './walk.ts'

/** A kernel that needs an argument at boot: the wizard stops for the restart of the computer, and goes on after it. */

let launched: Launched | undefined

test.afterEach(async () => {
  await launched?.close()
  launched = undefined
})

async function prepareKernel() {
  launched = await launchWizard({ simulated: 'centos-7.9' })
  const wizard = wizardPage(launched.page)
  await wizard.continueTo('choose')
  await wizard.field('firstId').fill('1000000000')
  await wizard.consent('raise-namespace-limit').click()
  await wizard.consent('add-kernel-arguments').click()
  return { wizard, page: launched.page, launched }
}

test('Over a restart of a simulated machine, from Check to the proof and back to how it was', async () => {
  test.setTimeout(180_000)
  const { wizard, page, launched } = await prepareKernel()
  const notice = (name: string) => page.getByRole('heading', { name, exact: true })

  await wizard.continueTo('review')
  await expect(notice('First the kernel, then a restart of the computer')).toBeVisible()
  await expect(page.getByText('with grubby: user_namespace.enable=1')).toBeVisible()
  await expect(page.getByText('Restart docker')).toBeHidden()
  await wizard.tab('byHand').click()
  await expect(page.getByText('sudo reboot')).toBeVisible()
  await wizard.continueTo('apply')
  await expect(page.getByText('Docker and its containers go on running.')).toBeVisible()
  await wizard.button('applyChanges').click()

  await expect(notice('The kernel is prepared: restart the computer')).toBeVisible()
  await expect(page.getByText('open Subroot again')).toBeVisible()
  // No proof, and no word that remapping is on.
  await expect(page.getByText('Remapping is not on yet')).toBeVisible()
  await expect(wizard.button('continue')).toBeHidden()
  await wizard.button('lookAgain').click()

  await expect(notice('Restart the computer to go on')).toBeVisible()
  await expect(wizard.button('continue')).toBeDisabled()
  await expect(wizard.button('continue')).toHaveAccessibleDescription(
    'Continue is not available: the computer has not been restarted yet.',
  )
  // What was agreed to is done: nothing asks for it again.
  await expect(page.getByText('Needs your decision')).toBeHidden()
  await page.reload()
  await expect(notice('Restart the computer to go on')).toBeVisible()

  await restartMachine(launched)
  await expect(notice('The kernel is ready: remapping can be turned on now')).toBeVisible()
  await wizard.button('goOn').click()
  await wizard.isAt('choose')
  // As it was chosen before the restart, and nothing left to agree to.
  await expect(wizard.field('firstId')).toHaveValue('1000000000')
  await expect(page.getByRole('switch')).toHaveCount(0)
  await wizard.continueTo('review')
  await expect(page.getByText('grubby')).toBeHidden()
  await wizard.applyAndProve()
  await expect(
    page.getByRole('listitem').filter({ hasText: 'Docker reports that remapping is on' }),
  ).toContainText('Passed')

  // Back to how it was: first the remapping, then the kernel.
  await wizard.button('undoThis').click()
  await wizard.button('undoChanges').click()
  await expect(notice('The change was taken back')).toBeVisible()
  await wizard.button('history').click()
  const prepared = page.getByRole('listitem').filter({ hasText: 'Kernel prepared for remapping' })
  await prepared.getByRole('button', { name: 'Undo this change' }).click()
  await expect(page.getByText('with grubby: user_namespace.enable=1')).toBeVisible()
  await wizard.button('undoChanges').click()
  await expect(notice('The preparation was taken back')).toBeVisible()
  await restartMachine(launched)
  await expect(notice('It can be done, and some of it is for you to decide')).toBeVisible()
  await expect(wizard.button('goOn')).toBeHidden()
})

test('A simulated machine that was prepared can be taken back without ever being restarted', async () => {
  const { wizard, page } = await prepareKernel()
  await wizard.applySuggestion()
  await wizard.button('lookAgain').click()
  await wizard.button('undoThis').click()
  await expect(page.getByText('Docker and its containers go on running')).toBeVisible()
  await wizard.button('undoChanges').click()
  await expect(page.getByRole('heading', { name: 'The preparation was taken back' })).toBeVisible()
  await wizard.button('continue').click()
  await wizard.isAt('check')
  await expect(wizard.button('continue')).toBeEnabled()
  await expect(page.getByText('Restart the computer to go on')).toBeHidden()
})
