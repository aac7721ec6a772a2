import { expect, test } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'

test('On a Chinese desktop the whole job is in Chinese', async () => {
  test.setTimeout(180_000)
  const { page, close } = await launchWizard({ simulated: 'debian-12', language: 'zh-CN' })
  try {
    const wizard = wizardPage(page, 'zh-CN')
    await wizard.isAt('check')
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await wizard.applyAndProve()
    await expect(page.getByText('通过', { exact: true })).toHaveCount(5)
    await expect(page.getByRole('row', { name: /^sh /u })).toContainText('在本机没有特权')
    await wizard.button('undoThis').click()
    await wizard.button('undoChanges').click()
    await expect(page.getByRole('heading', { name: '更改已撤销' })).toBeVisible()
  } finally {
    await close()
  }
})

test('Language and appearance change at once, in the middle of a step, and are kept', async () => {
  const { page, close } = await launchWizard({ simulated: 'debian-12' })
  try {
    const english = wizardPage(page)
    const chinese = wizardPage(page, 'zh-CN')
    await english.continueTo('choose')
    await english.field('firstId').fill('262144')

    await english.languageSwitch.selectOption('简体中文')
    await chinese.isAt('choose')
    await expect(chinese.field('firstId')).toHaveValue('262144')

    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await ground()
    await chinese.themeSwitch.selectOption('深色')
    await expect.poll(ground).not.toBe(light)
    await chinese.themeSwitch.selectOption('浅色')
    await expect.poll(ground).toBe(light)

    await chinese.themeSwitch.selectOption('深色')
    await page.reload()
    await chinese.isAt('check')
    await expect.poll(ground).not.toBe(light)
  } finally {
    await close()
  }
})
