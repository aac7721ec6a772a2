import { format, resolveConfig } from 'prettier'
import type { FindingCode } from '#domain/findings/catalogue.ts'
import { catalogue, declarationOf } from '#domain/findings/catalogue.ts'
import type { Certainty, Severity } from '#domain/findings/declaration.ts'
import { FINDING_EXPLANATIONS } from '../renderer/explain/finding-explanations.ts'
import { findingsInEnglish } from '../renderer/text/findings/en.ts'
import { consentsInEnglish } from '../renderer/text/en-consents.ts'

export const FINDINGS_DOCS_PATH = 'docs/findings.md'

const SEVERITIES: Readonly<Record<Severity, string>> = {
  blocker:
    'stands in the way: Subroot does not change the machine, unless you agree to what settles it',
  warning: 'will be different afterwards, or is worth knowing before',
  note: 'is fine',
}

const CERTAINTIES: Readonly<Record<Certainty, string>> = {
  measured: 'seen on a real system',
  source: 'read in the source of what it speaks of',
  documentation: 'written in its documentation',
  issue: 'reported and discussed in an issue',
  derived: 'concluded from what was read, not tried',
  unverified: 'none of these yet',
}

/** docs/findings.md, as the catalogue and the English texts have it now. */
export async function findingsDocs(): Promise<string> {
  const codes = Object.keys(catalogue).filter(isFindingCode)
  const text = [
    '<!-- Made by `npm run docs` from electron/domain/findings and renderer/text/findings: change it there. -->',
    '# Findings',
    `Everything that Check can say about a machine: ${codes.length} findings. The code is what \`npm run --silent check -- --json\` prints. Words in braces stand for what was read on the machine.`,
    ...legend('Severity', SEVERITIES),
    ...legend('Certainty of the source', CERTAINTIES),
    '## All findings',
    ['| Code | Severity | Meaning |', '| --- | --- | --- |', ...codes.map(rowOf)].join('\n'),
    ...codes.flatMap(sectionOf),
  ].join('\n\n')
  return format(text, { ...(await resolveConfig(FINDINGS_DOCS_PATH)), parser: 'markdown' })
}

function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(catalogue, code)
}

function legend(title: string, meanings: Readonly<Record<string, string>>): readonly string[] {
  const rows = Object.entries(meanings).map(([word, meaning]) => `| ${word} | ${meaning} |`)
  return [[`| ${title} | Meaning |`, '| --- | --- |', ...rows].join('\n')]
}

function rowOf(code: FindingCode): string {
  const { severity } = declarationOf(code)
  return `| [\`${code}\`](#${code}) | ${severity} | ${findingsInEnglish[code].title} |`
}

function sectionOf(code: FindingCode): readonly string[] {
  const { severity, source, consent } = declarationOf(code)
  const { title, detail, action } = findingsInEnglish[code]
  return [
    `## ${code}`,
    `**${title}** (${severity})`,
    detail,
    ...(action === '' ? [] : [`What to do: ${action}`]),
    ...(consent === undefined ? [] : [agreement(consent)]),
    'The same by hand, to see it for yourself:',
    ['```sh', ...FINDING_EXPLANATIONS[code].commands, '```'].join('\n'),
    `Source: <${source.url}> (${source.certainty})`,
  ]
}

function agreement(consent: keyof typeof consentsInEnglish): string {
  const { title, does, means, undo } = consentsInEnglish[consent]
  return `If you agree to “${title}” (\`${consent}\`): ${does} ${means} ${undo}`
}
