import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { explainInChinese } from '../../renderer/explain/explain-zh-CN.ts'
import { explainInEnglish } from '../../renderer/explain/explain-en.ts'
import { launchWizard } from '../launch.ts'
import type { LaunchOptions } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { cutOff, sizes } from './cut-off.ts'
import { tabTo } from './keyboard.ts'
import { violationsOf } from './violations.ts'

/** The explanations of a simulated machine's steps and findings, and the comparison for a room. */

async function withWizard(options: LaunchOptions, use: (page: Page) => Promise<void>) {
  const { page, close } = await launchWizard({ simulated: 'many-containers', ...options })
  try {
    await expect(page.getByText('Debian GNU/Linux 12 (bookworm)')).toBeVisible()
    await use(page)
  } finally {
    await close()
  }
}

async function fitsEverywhere(page: Page): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    expect.soft(await cutOff(page), size.name).toEqual([])
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}

test('Explanations open and close by keyboard on every step, and the step stays as it is (simulated)', async () => {
  await withWizard({}, async (page) => {
    const wizard = wizardPage(page)
    const dialog = page.getByRole('dialog', { name: 'Explained' })
    const opener = page.getByRole('button', { name: 'Explained' })
    for (const step of ['check', 'choose', 'review', 'apply'] as const) {
      if (step !== 'check') await wizard.continueTo(step)
      await tabTo(page, opener)
      await page.keyboard.press('Enter')
      await expect(dialog).toContainText(explainInEnglish.steps[step])
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
      await expect(opener).toBeFocused()
      await wizard.isAt(step)
    }
  })
})

test('The way to the limits, the alternatives and every term (simulated)', async () => {
  await withWizard({}, async (page) => {
    await page.getByRole('button', { name: 'Explained' }).click()
    await page.getByRole('tab', { name: 'This step' }).focus()
    await page.keyboard.press('ArrowRight')
    const panel = page.getByRole('tabpanel')
    await expect(panel).toContainText('All remapped containers share one mapping')
    await expect(panel).toContainText('Whoever may talk to Docker can opt out')
    await expect(panel).toContainText('Sysbox')
    await page.keyboard.press('ArrowRight')
    for (const { name } of Object.values(explainInEnglish.terms)) {
      await expect(panel.getByRole('term').filter({ hasText: name }).first()).toBeVisible()
    }
  })
})

test('A finding is explained, with commands that show the same (simulated)', async () => {
  await withWizard({ simulated: 'broken-subuid' }, async (page) => {
    const finding = page.getByRole('listitem').filter({ hasText: '/etc/subuid would be misread' })
    await finding.getByRole('button', { name: 'What is this?' }).click()
    await expect(finding).toContainText(explainInEnglish.terms.subordinateIds.name)
    await expect(finding).toContainText('cat --number --show-all /etc/subuid')
  })
})

for (const [language, theme, explain] of [
  ['en', 'dark', explainInEnglish],
  ['zh-CN', 'light', explainInChinese],
] as const) {
  test(`Axe finds nothing in the explanations, and nothing is cut off, ${language}, ${theme} (simulated)`, async () => {
    test.setTimeout(180_000)
    await withWizard({ language, theme }, async (page) => {
      await page.locator('.finding .fold-quiet > button').last().click()
      await expect(page.locator('.explain-finding')).toBeVisible()
      expect.soft(await violationsOf(page), 'finding').toEqual([])
      await fitsEverywhere(page)
      await page.locator('.rail-actions button').last().click()
      for (const part of Object.values(explain.parts)) {
        await page.getByRole('tab', { name: part }).click()
        expect.soft(await violationsOf(page), part).toEqual([])
        await fitsEverywhere(page)
      }
    })
  })

  test(`Axe finds nothing in the presenter’s view, and nothing is cut off, ${language}, ${theme} (simulated)`, async () => {
    test.setTimeout(180_000)
    await withWizard({ language, theme }, async (page) => {
      await wizardPage(page, language).applyAndProve()
      await page.locator('.picture-tools button').click()
      await expect(page.locator('.presenter .picture')).toBeVisible()
      expect.soft(await violationsOf(page)).toEqual([])
      await fitsEverywhere(page)
    })
  })
}

test('The presenter’s view says at once whose range it is, as the step below does (simulated)', async () => {
  await withWizard({}, async (page) => {
    await wizardPage(page).applyAndProve()
    await page.getByRole('listbox', { name: 'IDs in the container' }).press('ArrowRight')
    const owned = 'UID 0 in redis is UID 458752 here, which belongs to dockremap’s range.'
    await expect(page.locator('.picture-sentence')).toHaveText(owned)
    await page.getByRole('button', { name: 'Present' }).click()
    // Not what it comes to say, but what it says first.
    expect(await page.locator('.presenter .picture-sentence').textContent()).toBe(owned)
  })
})

test('The presenter’s view fills the window, shows a few users large, freezes and ends with Escape (simulated)', async () => {
  await withWizard({}, async (page) => {
    await wizardPage(page).applyAndProve()
    const opener = page.getByRole('button', { name: 'Present' })
    await opener.click()
    const dialog = page.getByRole('dialog', { name: 'Containers, from both sides' })
    const box = await dialog.boundingBox()
    const viewport = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
    expect(box).toEqual({ x: 0, y: 0, ...viewport })
    await expect(dialog.getByText('Simulated machine')).toBeVisible()
    const sentence = dialog.locator('.picture-sentence')
    await expect(sentence).toHaveText('UID 0 in portainer-old is UID 0 here: root of this machine.')
    const sizeOf = (text: string) =>
      dialog
        .locator(text)
        .first()
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
    expect(await sizeOf('.picture-sentence')).toBeGreaterThanOrEqual(30)
    expect(await sizeOf('.presenter-ids')).toBeGreaterThanOrEqual(20)
    await dialog.getByRole('button', { name: 'redis' }).last().click()
    await expect(sentence).toContainText('UID 999 in redis is UID 459751 here')
    await dialog.getByRole('button', { name: 'Freeze' }).click()
    await expect(dialog.getByRole('button', { name: 'Follow again' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(opener).toBeFocused()
    await expect(page.getByRole('button', { name: 'Follow again' })).toBeVisible()
  })
})
