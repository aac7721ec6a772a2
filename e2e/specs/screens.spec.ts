import { expect, test, type Page } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { cutOff, sizes } from './cut-off.ts'
import { keepPicture } from './pictures.ts'
import {
  walkAllScreens,
  walkChangedSince,
  walkCutOff,
  walkRestart,
  walkTerminal,
  type Visit,
} from './walk.ts'

/** Pictures of every screen, in `out/screens/`, and the promise that nothing is cut off in them. */

for (const language of ['en', 'zh-CN'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`Nothing is cut off on any screen, ${language}, ${theme}`, async () => {
      test.setTimeout(300_000)
      const { page, close } = await launchWizard({ simulated: 'debian-12', language, theme })
      try {
        const visit = visitor(page, `${language}-${theme}`)
        await walkAllScreens(wizardPage(page, language), visit)
      } finally {
        await close()
      }
    })

    test(`Nothing is cut off on the way without a dialog, ${language}, ${theme}`, async () => {
      const options = { simulated: 'debian-12', fault: 'line-not-run', language, theme } as const
      const { page, close } = await launchWizard(options)
      try {
        const visit = visitor(page, `${language}-${theme}`)
        await walkTerminal(wizardPage(page, language), visit)
      } finally {
        await close()
      }
    })

    test(`Nothing is cut off where others changed files since, ${language}, ${theme}`, async () => {
      const launched = await launchWizard({ simulated: 'debian-12', language, theme })
      try {
        const visit = visitor(launched.page, `${language}-${theme}`)
        await walkChangedSince(wizardPage(launched.page, language), launched, visit)
      } finally {
        await launched.close()
      }
    })

    test(`Nothing is cut off on the screens of a change that was interrupted, ${language}, ${theme}`, async () => {
      test.setTimeout(300_000)
      const launched = await launchWizard({
        simulated: 'debian-12',
        fault: 'cut-off',
        language,
        theme,
      })
      try {
        const visit = visitor(launched.page, `${language}-${theme}`)
        const verb = theme === 'light' ? 'finish' : 'rollBack'
        await walkCutOff(wizardPage(launched.page, language), launched, verb, visit)
      } finally {
        await launched.close()
      }
    })

    test(`Nothing is cut off on the way over a restart, ${language}, ${theme}`, async () => {
      test.setTimeout(300_000)
      const launched = await launchWizard({ simulated: 'centos-7.9', language, theme })
      try {
        const visit = visitor(launched.page, `${language}-${theme}`)
        await walkRestart(wizardPage(launched.page, language), launched, visit)
      } finally {
        await launched.close()
      }
    })
  }
}

/** Looks at a screen in every size, and keeps a picture of each. */
function visitor(page: Page, folder: string): Visit {
  return async (name) => {
    for (const size of sizes) {
      await page.setViewportSize(size)
      expect.soft(await cutOff(page), `${name} ${size.name}`).toEqual([])
      await keepPicture(page, folder, `${name}-${size.name}`)
    }
    await page.setViewportSize({ width: 1280, height: 860 })
  }
}
