import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import type { LaunchOptions } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { cutOff, sizes } from './cut-off.ts'
import { violationsOf } from './violations.ts'

/** The picture of simulated containers, one of which runs without remapping, on a simulated machine. */

async function withPicture(options: LaunchOptions, use: (page: Page) => Promise<void>) {
  const { page, close } = await launchWizard({ simulated: 'many-containers', ...options })
  try {
    await wizardPage(page, options.language).applyAndProve()
    await expect(page.locator('.picture')).toBeVisible()
    await use(page)
  } finally {
    await close()
  }
}

const pictureOf = (page: Page) => page.getByRole('listbox', { name: 'IDs in the container' })
const marked = (page: Page) => pictureOf(page).getByRole('option', { selected: true })

test('Arrow keys lead through users and ranges, and the picture follows the table (simulated)', async () => {
  await withPicture({}, async (page) => {
    const picture = pictureOf(page)
    const sentence = page.locator('.picture-sentence')
    const root = 'UID 0 in portainer-old is UID 0 here: root of this machine.'
    await expect(sentence).toHaveText(root)
    await expect(page.locator('.route-root')).toBeVisible()
    await picture.focus()
    await expect(marked(page)).toHaveAccessibleName(root)
    await page.keyboard.press('ArrowRight')
    await expect(sentence).toHaveText(
      'UID 0 in redis is UID 458752 here, which belongs to dockremap’s range.',
    )
    await expect(page.locator('.route-nobody')).toBeVisible()
    // The same process is marked in the table below.
    await expect(page.getByRole('row', { selected: true })).toContainText('458752')
    await page.keyboard.press('ArrowDown')
    await expect(marked(page)).toHaveAccessibleName(/^root: root of this machine/u)
    for (const name of [/^system: .*UID 1–999 /u, /alice \(1000\)/u, /systemd/u, /^nobody/u]) {
      await page.keyboard.press('ArrowRight')
      await expect(marked(page)).toHaveAccessibleName(name)
      await expect(picture).toHaveAttribute(
        'aria-activedescendant',
        (await marked(page).getAttribute('id')) ?? 'none',
      )
    }
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    const dockremap = 'dockremap: subordinate IDs that containers are mapped to, UID 458752–524287'
    await expect(marked(page)).toHaveAccessibleName(`${dockremap} (65,536)`)
    await expect(page.locator('.picture-readout')).toContainText(dockremap)
    await page.keyboard.press('ArrowUp')
    await expect(marked(page)).toHaveAccessibleName(/^UID 0 in redis/u)
  })
})

test('A range is described once it is pointed at, and not where the page moves beneath a resting pointer (simulated)', async () => {
  await withPicture({}, async (page) => {
    const readout = page.locator('.picture-readout')
    await expect(readout).toHaveText(/^Point at a range/u)
    const range = pictureOf(page).getByRole('option', { name: /^alice: subordinate IDs/u })
    // Moved twice: the page may still scroll beneath the first one, and then nobody has pointed at anything.
    await expect(async () => {
      await range.hover({ position: { x: 1, y: 1 } })
      await range.hover({ position: { x: 2, y: 2 } })
      await expect(readout).toHaveText(/^alice: .*UID 100000–165535/u, { timeout: 10_000 })
    }).toPass({ timeout: 100_000 })
  })
})

test('The same is there for groups, and as a table (simulated)', async () => {
  await withPicture({}, async (page) => {
    await page.getByRole('switch', { name: 'Show groups' }).check()
    await expect(page.locator('.picture-sentence')).toHaveText(
      'GID 0 in portainer-old is GID 0 here: root’s group on this machine.',
    )
    await page.getByRole('button', { name: 'The same as a table' }).click()
    const table = page.getByRole('region', { name: 'Who has which IDs' })
    await expect(table.getByRole('row', { name: '458752–524287 dockremap' })).toBeVisible()
    await expect(table.getByRole('row', { name: '100000–165535 alice' })).toBeVisible()
    await expect(page.getByText('everything up to 524287 is in the first 0.012%')).toBeVisible()
  })
})

test('The way is drawn at once for those who want nothing to move (simulated)', async () => {
  await withPicture({}, async (page) => {
    const motionOf = () =>
      page
        .locator('.route-root .route-under')
        .evaluate((line) => getComputedStyle(line).animationName)
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    await expect.poll(motionOf).toBe('draw-route')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await expect.poll(motionOf).toBe('none')
  })
})

for (const [language, theme] of [
  ['en', 'dark'],
  ['zh-CN', 'light'],
] as const) {
  test(`Axe finds nothing on root of this machine, and nothing is cut off, ${language}, ${theme} (simulated)`, async () => {
    test.setTimeout(180_000)
    await withPicture({ language, theme }, async (page) => {
      await page.locator('.picture .fold-button').click()
      expect(await violationsOf(page)).toEqual([])
      for (const size of sizes) {
        await page.setViewportSize(size)
        expect.soft(await cutOff(page), size.name).toEqual([])
      }
    })
  })
}
