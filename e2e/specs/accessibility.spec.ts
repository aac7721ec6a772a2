import { expect, test } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { violationsOf } from './violations.ts'
import { walkAllScreens, walkChangedSince, walkCutOff, walkRestart, walkTerminal } from './walk.ts'

for (const language of ['en', 'zh-CN'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`Axe finds nothing on any screen, ${language}, ${theme}`, async () => {
      test.setTimeout(300_000)
      const { page, close } = await launchWizard({ simulated: 'debian-12', language, theme })
      try {
        await walkAllScreens(wizardPage(page, language), async (name) => {
          expect.soft(await violationsOf(page), name).toEqual([])
        })
      } finally {
        await close()
      }
    })
  }

  test(`Axe finds nothing on a change that was cut off, ${language}`, async () => {
    test.setTimeout(300_000)
    const theme = language === 'en' ? 'dark' : 'light'
    const launched = await launchWizard({
      simulated: 'debian-12',
      fault: 'cut-off',
      language,
      theme,
    })
    try {
      await walkCutOff(wizardPage(launched.page, language), launched, 'finish', async (name) => {
        expect.soft(await violationsOf(launched.page), name).toEqual([])
      })
    } finally {
      await launched.close()
    }
  })

  test(`Axe finds nothing on the way over a restart, ${language}`, async () => {
    test.setTimeout(300_000)
    const launched = await launchWizard({ simulated: 'centos-7.9', language, theme: 'dark' })
    try {
      await walkRestart(wizardPage(launched.page, language), launched, async (name) => {
        expect.soft(await violationsOf(launched.page), name).toEqual([])
      })
    } finally {
      await launched.close()
    }
  })
}

for (const theme of ['light', 'dark'] as const) {
  test(`Axe finds nothing on the way without a dialog, ${theme}`, async () => {
    const language = theme === 'dark' ? 'zh-CN' : 'en'
    const options = { simulated: 'debian-12', fault: 'line-not-run', language, theme } as const
    const { page, close } = await launchWizard(options)
    try {
      await walkTerminal(wizardPage(page, language), async (name) => {
        expect.soft(await violationsOf(page), name).toEqual([])
      })
    } finally {
      await close()
    }
  })

  test(`Axe finds nothing on Undo where others changed files since, ${theme}`, async () => {
    const launched = await launchWizard({ simulated: 'debian-12', theme })
    try {
      await walkChangedSince(wizardPage(launched.page), launched, async (name) => {
        expect.soft(await violationsOf(launched.page), name).toEqual([])
      })
    } finally {
      await launched.close()
    }
  })

  test(`Axe finds nothing on what goes wrong, ${theme}`, async () => {
    test.setTimeout(300_000)
    const screens = [
      { simulated: 'broken-subuid' },
      { simulated: 'socket-not-readable' },
      { simulated: 'debian-12', fault: 'dialog-dismissed' },
      { simulated: 'debian-12', fault: 'docker-does-not-start' },
      { simulated: 'debian-12', fault: 'rollback-failed' },
    ]
    for (const screen of screens) {
      const { page, close } = await launchWizard({ ...screen, theme })
      try {
        const wizard = wizardPage(page)
        await expect(page.getByText('Debian GNU/Linux 12 (bookworm)')).toBeVisible()
        if ('fault' in screen) {
          await wizard.applySuggestion()
          await expect(wizard.button('history')).toBeEnabled()
          await expect(wizard.button('applyChanges')).toBeHidden()
        }
        expect.soft(await violationsOf(page), JSON.stringify(screen)).toEqual([])
      } finally {
        await close()
      }
    }
  })
}
