import { createInterface } from 'node:readline'
import { expect } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import { saveWizardReport } from '../save-report.ts'
import { wizardPage } from '../wizard-page.ts'
import { assertNever } from '#domain/result.ts'
import type { WizardCommand } from './wizard-command.ts'

/**
 * Runs in a lab user's session: opens the built wizard with Playwright and does what the lines on standard input say,
 * one WizardCommand each, answering each with a line of JSON. Ends, with the wizard, when standard input does.
 */
const { app, page, close } = await launchWizard()
const stepTimeoutMs = 120_000
page.setDefaultTimeout(stepTimeoutMs)

const wizard = wizardPage(page)

async function perform(command: WizardCommand): Promise<unknown> {
  switch (command.kind) {
    case 'press':
      return (
        command.last === true ? wizard.button(command.button).last() : wizard.button(command.button)
      ).click()
    case 'wait-for-button':
      return expect(wizard.button(command.button)).toBeEnabled({ timeout: stepTimeoutMs })
    case 'wait-for-step':
      return wizard.heading(command.step).waitFor({ timeout: stepTimeoutMs })
    case 'wait-for-notice': {
      // Whichever of them comes first; its text, with what is below the title. The step around it is a section, too.
      const notices = command.titles.map((title) =>
        page
          .locator('section:not(.page-scroll)')
          .filter({ has: page.getByRole('heading', { level: 2, name: title, exact: true }) }),
      )
      const [first, ...rest] = notices
      if (first === undefined) throw new Error('No title was given.')
      const any = rest.reduce((all, one) => all.or(one), first).first()
      await any.waitFor({ timeout: command.timeoutMs })
      return any.innerText()
    }
    case 'read-text':
      for (const fold of await page
        .getByRole('button', { name: 'Details', expanded: false })
        .all()) {
        await fold.click()
      }
      return page.getByRole('main').innerText()
    case 'wait-for-row': {
      const row = page.getByRole('row').filter({ hasText: command.text }).first()
      await row.scrollIntoViewIfNeeded()
      const cells = await row.locator('th, td').allInnerTexts()
      return cells.map((cell) => cell.replaceAll(/\s+/gu, ' ').trim())
    }
    case 'verify':
      return page.evaluate((runId) => globalThis.subroot.verify({ runId }), command.runId)
    case 'list-runs':
      return page.evaluate(() => globalThis.subroot.listRuns(undefined))
    case 'save-report':
      return saveWizardReport({ app, page }, command.path)
    case 'screenshot':
      return (await page.screenshot()).toString('base64')
    default:
      return assertNever(command)
  }
}

// A session's environment names no other Electron: where one is named now, launch.ts chose the stand-in.
const runtime =
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] === undefined ? 'electron' : 'electron-host'
console.log(JSON.stringify({ ok: true, value: runtime }))
for await (const line of createInterface({ input: process.stdin })) {
  const command: WizardCommand = JSON.parse(line)
  try {
    console.log(JSON.stringify({ ok: true, value: (await perform(command)) ?? null }))
  } catch (error) {
    const pageText = await page.getByRole('main').innerText().catch(String)
    console.log(
      JSON.stringify({ ok: false, value: `${String(error)}\nThe page says:\n${pageText}` }),
    )
  }
}
await close()
process.exit(app.process().exitCode ?? 0)
