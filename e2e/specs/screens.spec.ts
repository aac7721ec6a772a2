import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { projectDir } from '../electron-runtime.ts'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { walkAllScreens } from './walk.ts'

/** Pictures of every screen, in `out/screens/`, and the promise that nothing is cut off in them. */

const sizes = [
  { name: '1280x860', width: 1280, height: 860 },
  { name: '1024x700', width: 1024, height: 700 },
  // 1024x700 at 200 %: half as many CSS pixels each way.
  { name: '1024x700-at-200-percent', width: 512, height: 350 },
]

/** Parts that scroll by themselves, and what is there for screen readers only. */
const EXEMPT =
  'section.code, section.table-scroll, section.diff-scroll, .visually-hidden, .skip, thead, label'

/** Texts that do not fit their box, and elements that stick out of the window: what only scrolling sideways would show. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate((exempt) => {
    const problems = document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : []
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (element.closest(exempt) !== null || element.closest('svg') !== null) continue
      const { right, width } = element.getBoundingClientRect()
      const { overflowX, display } = getComputedStyle(element)
      const isClipped =
        overflowX !== 'visible' &&
        display !== 'inline' &&
        element.scrollWidth > element.clientWidth + 1
      if ((width > 0 && right > innerWidth + 1) || isClipped) {
        problems.push(
          `${element.tagName}.${element.className}: ${element.textContent.slice(0, 60)}`,
        )
      }
    }
    return problems
  }, EXEMPT)
}

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
