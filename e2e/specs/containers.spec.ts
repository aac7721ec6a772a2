import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { en } from '../../renderer/text/en.ts'
import { zhCN } from '../../renderer/text/zh-CN.ts'
import { projectDir } from '../electron-runtime.ts'
import { pressAndSeeCopied } from './copied.ts'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { cutOff, sizes } from './cut-off.ts'
import { violationsOf } from './violations.ts'

const catalogues = { en, 'zh-CN': zhCN }

/** The section with the verdicts, with everything in it open. */
async function openAll(page: Page, title: string) {
  const section = page.getByRole('region', { name: title })
  await expect(section).toBeVisible()
  const closed = section.getByRole('button', { expanded: false })
  while ((await closed.count()) > 0) await closed.first().click()
  return section
}

for (const language of ['en', 'zh-CN'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`Every container has its verdict in Check and Review, ${language}, ${theme}`, async () => {
      const { verdicts } = catalogues[language]
      const dir = join(projectDir, 'out/screens', `${language}-${theme}`)
      await mkdir(dir, { recursive: true })
      const { page, close } = await launchWizard({ simulated: 'many-containers', language, theme })
      try {
        const wizard = wizardPage(page, language)
        await expect(wizard.button('continue')).toBeEnabled()
        for (const step of ['check', 'review'] as const) {
          if (step === 'review') {
            await wizard.continueTo('choose')
            await wizard.continueTo('review')
          }
          // Tall enough for all of the section at once.
          await page.setViewportSize({ width: 1280, height: 4000 })
          await page
            .getByRole('region', { name: verdicts.title })
            .screenshot({ path: join(dir, `containers-${step}.png`) })
          const section = await openAll(page, verdicts.title)
          const cadvisor = section.locator('.container-button').filter({ hasText: 'cadvisor' })
          await expect(cadvisor).toContainText(verdicts.kinds.refused)
          await section.screenshot({ path: join(dir, `containers-${step}-open.png`) })
          await expect(section.getByText('userns_mode: "host"')).toHaveCount(2)
          await expect(section.getByRole('heading', { level: 3 })).toHaveCount(3)
          for (const { name, ...size } of sizes) {
            await page.setViewportSize(size)
            expect.soft(await cutOff(page), `${step} ${name}`).toEqual([])
            await page.screenshot({ path: join(dir, `containers-${step}-${name}.png`) })
          }
          await page.setViewportSize({ width: 1280, height: 860 })
          expect.soft(await violationsOf(page), step).toEqual([])
        }
      } finally {
        await close()
      }
    })
  }
}

test('The exact line is copied, and the verdicts are worst first in each project', async () => {
  const { page, close } = await launchWizard({ simulated: 'many-containers' })
  try {
    const section = await openAll(page, en.verdicts.title)
    const names = await section.locator('.container-button .container-name').allInnerTexts()
    expect(names).toEqual([
      'media-jellyfin-1',
      'media-proxy-1',
      'cadvisor',
      'node-exporter',
      'vpn-client',
      'backup',
      'portainer-old',
    ])
    await expect(section).toContainText("'/srv/it'\\''s $(a) folder'")
    const button = section.getByRole('button', { name: 'Copy cadvisor' })
    await pressAndSeeCopied(button, en.shell.copied)
  } finally {
    await close()
  }
})

test('Where there is no container, nothing can stop working', async () => {
  const { page, close } = await launchWizard({ simulated: 'debian-12-fresh' })
  try {
    await expect(page.getByRole('heading', { name: en.verdicts.emptyTitle })).toBeVisible()
  } finally {
    await close()
  }
})
