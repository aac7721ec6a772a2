import type { SavedReport } from '#contract/channels.ts'
import type { Language } from '../preferences.ts'
import type { ReportParts } from './report-data.ts'
import { reportFiles } from './report-file.ts'
import type { Text } from '../text/en.ts'
import { loadProofText } from '../text/proof-text.ts'
import type { useActions } from '../wizard/use-wizard.ts'

/** Filled in when the page is built. */
declare const SUBROOT_VERSION: string

type Given = Omit<ReportParts, 'facts' | 'subrootVersion' | 'now'>

/** Reads the machine once more, makes the report, and has main ask where to save it; undefined when that was cancelled. */
export async function saveReport(
  given: Given,
  { text, language }: { readonly text: Text; readonly language: Language },
  actions: ReturnType<typeof useActions>,
): Promise<SavedReport | undefined> {
  const [proofText, facts] = await Promise.all([loadProofText(language), actions.readMachine()])
  if (proofText === undefined) throw new Error('The texts of the report are missing')
  const parts = { ...given, facts, subrootVersion: SUBROOT_VERSION, now: Date.now() }
  const words = { text, proofText, language }
  const { html, json } = reportFiles(parts, words)
  return actions.saveReport({ html, json, fileName: 'subroot-report.html' })
}
