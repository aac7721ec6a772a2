import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { projectDir } from '../electron-runtime.ts'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { cutOff, sizes } from './cut-off.ts'
import { walkAllScreens } from './walk.ts'

/** Pictures of every screen, in `out/screens/`, and the promise that nothing is cut off in them. */

for (const language of ['en', 'zh-CN'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`Nothing is cut off on any screen, ${language}, ${theme}`, async () => {
      test.setTimeout(300_000)
      const dir = join(projectDir, 'out/screens', `${language}-${theme}`)
      await mkdir(dir, { recursive: true })
      const { page, close } = await launchWizard({ simulated: 'debian-12', language, theme })
      try {
        await walkAllScreens(wizardPage(page, language), async (name) => {
          for (const size of sizes) {
            await page.setViewportSize(size)
            expect.soft(await cutOff(page), `${name} ${size.name}`).toEqual([])
            await page.screenshot({ path: join(dir, `${name}-${size.name}.png`) })
          }
          await page.setViewportSize({ width: 1280, height: 860 })
        })
      } finally {
        await close()
      }
    })
  }
}
