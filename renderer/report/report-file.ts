import type { Language } from '../preferences.ts'
import type { Text } from '../text/en.ts'
import type { ProofText } from '../text/proof-text.ts'
import { reportHtml } from './report-html.ts'
import type { ReportParts } from './report-data.ts'
import { reportOf } from './report-data.ts'

/** A report in both forms, as it is saved. */
export function reportFiles(
  parts: ReportParts,
  words: { readonly text: Text; readonly proofText: ProofText; readonly language: Language },
): { readonly html: string; readonly json: string } {
  const report = reportOf(parts)
  return {
    html: reportHtml({ report, pictures: parts.pictures, ...words }),
    json: `${JSON.stringify(report, undefined, 2)}\n`,
  }
}
