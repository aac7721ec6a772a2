import { CONSENTS } from '#domain/consents.ts'
import type { Consent } from '#domain/consents.ts'
import { declarationOf, openBlockers } from '#domain/findings/catalogue.ts'
import type { Finding } from '#domain/findings/catalogue.ts'
import type { ChoiceProblem } from '#domain/plan.ts'
import { fill, fillSentences } from '../../text/fill.ts'
import type { Text } from '../../text/en.ts'
import { inWords } from '../check/finding-words.ts'

/** One thing to agree to, and the findings and problems of the choices that it settles. */
export type Decision = {
  readonly consent: Consent
  readonly findings: readonly Finding[]
  readonly problems: readonly ChoiceProblem[]
}

/**
 * What the findings ask of the user, each agreement once; also what `problems` of the choices ask, as they are where
 * nothing is agreed to.
 */
export function decisionsOf(
  findings: readonly Finding[],
  problems: readonly ChoiceProblem[] = [],
): readonly Decision[] {
  const blockers = openBlockers(findings, [])
  return CONSENTS.map((consent) => ({
    consent,
    findings: blockers.filter(({ code }) => declarationOf(code).consent === consent),
    problems: problems.filter((problem) => problem.consent === consent),
  })).filter((decision) => decision.findings.length + decision.problems.length > 0)
}

/**
 * Why there is no way on yet: what still stands in the way by its own name, and agreements that are missing by theirs.
 * undefined where the consents settle everything.
 */
export function undecidedReason(
  findings: readonly Finding[],
  consents: readonly Consent[],
  text: Text,
): string | undefined {
  const open = openBlockers(findings, consents)
  const blocker = open.find(({ code }) => declarationOf(code).consent === undefined)
  if (blocker !== undefined) return titleOf(blocker, text)
  const titles = decisionsOf(open).map(({ consent }) => text.consents[consent].title)
  return titles.length === 0
    ? undefined
    : fillSentences(text.choose.decisionNeeded, { titles: titles.join(text.shell.listSeparator) })
}

export function titleOf(finding: Finding, text: Text): string {
  return fill(text.findings[finding.code].title, inWords(finding.values, text))
}
