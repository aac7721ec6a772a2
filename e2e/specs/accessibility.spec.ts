import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { walkAllScreens } from './walk.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function violationsOf(page: Page): Promise<readonly string[]> {
  // Legacy mode: Electron cannot open the blank page that axe would otherwise work in.
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
  )
}

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
}

for (const theme of ['light', 'dark'] as const) {
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
