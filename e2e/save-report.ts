import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import type { SubrootReport } from '../renderer/report/report-data.ts'
import type { Launched } from './launch.ts'
import { wizardPage } from './wizard-page.ts'

/** The report as the wizard saved it: one HTML file, and the same as JSON. */
export type SavedWizardReport = { readonly html: string; readonly report: SubrootReport }

/** On Prove: saves the report to `path`, which ends in .html. The desktop's dialog is answered here, and not seen. */
export async function saveWizardReport(
  { app, page }: Pick<Launched, 'app' | 'page'>,
  path: string,
): Promise<SavedWizardReport> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
  await wizardPage(page).button('saveReport').click()
  const jsonPath = path.replace(/html$/u, 'json')
  // In the lab, Playwright's configuration and its limits are not there.
  await expect(page.getByText('Saved to')).toContainText(jsonPath, { timeout: 120_000 })
  return {
    html: await readFile(path, 'utf8'),
    report: JSON.parse(await readFile(jsonPath, 'utf8')),
  }
}
