import { expect, test } from '@playwright/test'
import { launchWizard, type Launched } from '../launch.ts'
import { wizardPage, type WizardPage } from '../wizard-page.ts'

/** The program of the first run is killed, on a simulated machine: what the wizard then leads to. */

let launched: Launched | undefined

test.afterEach(async () => {
  await launched?.close()
  launched = undefined
})

/** At Check of a wizard that was opened after a run had been cut off. */
async function openAfterwards(): Promise<WizardPage> {
  launched = await launchWizard({ simulated: 'debian-12', fault: 'cut-off' })
  const wizard = wizardPage(launched.page)
  await wizard.applySuggestion()
  await wizard.isAt('resume')
  await launched.page.reload()
  await wizard.isAt('check')
  return wizard
}

test('At the start it comes before everything else, can be read step by step, and is finished', async () => {
  const wizard = await openAfterwards()
  const { page } = wizard
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  await expect(heading('Turning remapping on was cut off')).toBeVisible()
  await expect(heading('Ready, once you have read what will be different')).toBeHidden()
  await expect(wizard.button('continue')).toBeDisabled()
  await expect(wizard.button('continue')).toHaveAccessibleDescription(
    'Continue is not available: an earlier change was cut off.',
  )

  await wizard.button('finishOrRollBack').click()
  await wizard.isAt('resume')
  await expect(page.getByText('Turn remapping on', { exact: true })).toBeVisible()
  await expect(page.getByText('alice', { exact: true })).toBeVisible()
  const progress = page.getByRole('listitem')
  await expect(progress.filter({ hasText: 'subordinate UIDs' })).toContainText('done')
  await expect(progress.filter({ hasText: 'Set "userns-remap"' }).first()).toContainText(
    'cut off here',
  )
  await expect(heading('Finish it').locator('..').getByRole('listitem')).toHaveText([
    'Set "userns-remap": "default" in /etc/docker/daemon.json',
    'Restart docker.service',
    /^Check that Docker answers, reports remapping/u,
  ])
  await wizard.button('resumeScript').click()
  await expect(page.getByText('# ==== Part 1: what changes ====')).toBeVisible()
  await expect(page.getByText(/var\/lib\/subroot\/runs\/[0-9a-f-]+\/script\.sh/u)).toBeVisible()

  await wizard.button('finish').click()
  await expect(heading('Remapping is on')).toBeVisible()
  await wizard.button('continue').click()
  await wizard.isAt('prove')
  await wizard.button('history').click()
  await expect(page.getByText('Remapping turned on')).toBeVisible()
  await expect(page.getByText('Done', { exact: true })).toBeVisible()
})

test('It can be rolled back, and then everything is as if it had never begun', async () => {
  const wizard = await openAfterwards()
  const { page } = wizard
  await wizard.button('history').click()
  await expect(page.getByText('Interrupted')).toBeVisible()
  await expect(wizard.button('undoThis')).toBeHidden()
  await wizard.button('finishOrRollBack').click()
  const rollBack = page.getByRole('heading', { name: 'Roll it back' }).locator('..')
  await expect(rollBack.getByRole('listitem')).toHaveText([
    'Put /etc/docker/daemon.json back as it was',
    'Put /etc/subgid back as it was',
    'Put /etc/subuid back as it was',
    /^Remove the user dockremap/u,
    /^Remove the group dockremap/u,
    'Restart docker.service, only if Docker does not run as it did before',
  ])
  await wizard.button('rollBack').click()
  await expect(
    page.getByRole('heading', { name: 'Rolled back: Docker is as it was' }),
  ).toBeVisible()
  await wizard.button('lookAgain').click()
  await wizard.isAt('check')
  await expect(wizard.button('finishOrRollBack')).toBeHidden()
  await expect(wizard.button('continue')).toBeEnabled()
  // The machine is as before, and the change can be made anew.
  await wizard.applyAndProve()
})

test('While the window is open it leads there at once, and Apply then shows nothing but the way back', async () => {
  launched = await launchWizard({ simulated: 'debian-12', fault: 'cut-off' })
  const wizard = wizardPage(launched.page)
  await wizard.applySuggestion()
  await wizard.isAt('resume')
  await expect(wizard.button('finish')).toBeEnabled()
  await wizard.button('back').click()
  await wizard.isAt('apply')
  await expect(wizard.button('applyChanges')).toBeHidden()
  await expect(wizard.button('tryAgain')).toBeHidden()
  await wizard.button('finishOrRollBack').click()
  await wizard.isAt('resume')
})
