import { expect, test } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { tabTo } from './keyboard.ts'

test('Docker’s options as the way, chosen by keyboard on a simulated machine that reads both', async () => {
  const { page, close } = await launchWizard({ simulated: 'debian-12' })
  try {
    const wizard = wizardPage(page)
    await wizard.continueTo('choose')
    const group = page.getByRole('group', { name: 'Where the setting is written' })
    const file = group.getByRole('radio', { name: /\/etc\/docker\/daemon\.json/u })
    const options = group.getByRole('radio', { name: /\/etc\/default\/docker/u })
    await expect(file).toBeChecked()
    await expect(options).toHaveAccessibleDescription(/DOCKER_OPTS/u)
    await tabTo(page, file)
    await page.keyboard.press('ArrowDown')
    await expect(options).toBeChecked()
    await tabTo(page, wizard.button('continue'))
    await page.keyboard.press('Enter')

    await wizard.isAt('review')
    await expect(
      page.getByText('Add --userns-remap=default to Docker’s options in /etc/default/docker'),
    ).toBeVisible()
    await expect(page.getByText('daemon.json')).toBeHidden()
    await wizard.button('back').click()
    await expect(options).toBeChecked()
    await wizard.applyAndProve()
    await expect(page.getByText('Passed', { exact: true })).toHaveCount(5)
    await wizard.button('undoThis').click()
    await expect(page.getByText('Remove /etc/default/docker')).toBeVisible()
    await wizard.button('undoChanges').click()
    await expect(page.getByRole('heading', { name: 'The change was taken back' })).toBeVisible()
  } finally {
    await close()
  }
})

test('A machine that reads one place only is not asked for another', async () => {
  const { page, close } = await launchWizard({ simulated: 'centos-7.9' })
  try {
    await wizardPage(page).continueTo('choose')
    await expect(page.getByRole('radio')).toHaveCount(0)
  } finally {
    await close()
  }
})
