import { expect, test, type Locator } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { tabTo } from './keyboard.ts'

test('The whole job by keyboard alone', async () => {
  test.setTimeout(240_000)
  const { page, close } = await launchWizard({ simulated: 'debian-12' })
  try {
    const wizard = wizardPage(page)
    const press = async (target: Locator, key = 'Enter') => {
      await tabTo(page, target)
      await page.keyboard.press(key)
    }

    await wizard.isAt('check')
    await expect(wizard.heading('check')).toBeFocused()
    await expect(wizard.button('continue')).toBeEnabled()
    await press(wizard.button('continue'))

    await wizard.isAt('choose')
    await expect(wizard.heading('choose')).toBeFocused()
    await tabTo(page, wizard.field('firstId'))
    await page.keyboard.press('Control+A')
    await page.keyboard.type('262144')
    await expect(page.getByRole('row', { name: '0 root 262144' })).toBeVisible()
    await press(wizard.button('nextFree'), 'Space')
    await expect(wizard.field('firstId')).toHaveValue('327680')

    await tabTo(page, wizard.numberLine)
    const marked = wizard.numberLine.getByRole('option', { selected: true })
    await expect(marked).toHaveAccessibleName(/^System and users/u)
    await page.keyboard.press('ArrowRight')
    await expect(marked).toHaveAccessibleName(
      /^alice: subordinate IDs, UIDs and GIDs 100000–165535/u,
    )
    await page.keyboard.press('End')
    await expect(marked).toHaveAccessibleName(/4294967295/u)
    await page.keyboard.press('Home')
    await expect(marked).toHaveAccessibleName(/^System and users/u)
    await press(wizard.button('continue'))

    await wizard.isAt('review')
    await tabTo(page, wizard.tab('words'))
    await page.keyboard.press('ArrowRight')
    await expect(wizard.tab('files')).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('region', { name: 'The script' })).toBeVisible()
    await tabTo(page, page.getByRole('region', { name: 'The script' }))
    await press(wizard.button('continue'))

    await wizard.isAt('apply')
    await press(wizard.button('applyChanges'))
    await expect(page.getByRole('heading', { name: 'Remapping is on' })).toBeVisible()
    await press(wizard.button('continue'))

    await wizard.isAt('prove')
    await press(wizard.button('freeze'))
    await expect(wizard.button('unfreeze')).toBeFocused()
    await press(wizard.button('undoThis'))

    await wizard.isAt('undo')
    await press(wizard.button('undoChanges'))
    await expect(page.getByRole('heading', { name: 'The change was taken back' })).toBeVisible()
    await press(wizard.button('history'))
    await wizard.isAt('history')
    await press(wizard.button('back'))
  } finally {
    await close()
  }
})

test('The first stop leads past the rail', async () => {
  const { page, close } = await launchWizard({ simulated: 'debian-12' })
  try {
    const wizard = wizardPage(page)
    await wizard.isAt('check')
    // Until the machine was read, the step has nothing that takes the focus.
    await expect(wizard.button('continue')).toBeEnabled()
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    const skip = page.getByRole('link', { name: 'Skip to the step' })
    await tabTo(page, skip)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const isInside = await page
      .getByRole('main')
      .evaluate((main) => main.contains(document.activeElement))
    expect(isInside).toBe(true)
  } finally {
    await close()
  }
})
