import { effectiveRange, suggestChoices } from '#domain/choices.ts'
import type { Consent } from '#domain/consents.ts'
import type { ProjectVerdict } from '#domain/containers/project-verdicts.ts'
import { projectVerdicts } from '#domain/containers/project-verdicts.ts'
import { reasonSources } from '#domain/containers/reason-sources.ts'
import type { ContainerVerdict, Reason } from '#domain/containers/verdict.ts'
import { verdictsOf } from '#domain/containers/verdicts-of.ts'
import type { Finding } from '#domain/findings/catalogue.ts'
import { assess, declarationOf, openBlockers } from '#domain/findings/catalogue.ts'
import type { Source } from '#domain/findings/declaration.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import type { IdRange } from '#domain/id-range.ts'
import type { Choices, Plan, PlanProblem } from '#domain/plan.ts'
import { createPlan } from '#domain/plan.ts'

/** What `npm run check` finds out about a machine; `--json` prints exactly this. */
export type CheckReport = {
  readonly facts: HostFacts
  readonly findings: readonly (Finding & { readonly source: Source; readonly consent?: Consent })[]
  /** What becomes of each container with the suggested range, worst first; absent where there is no such range. */
  readonly verdicts?: readonly (Omit<ContainerVerdict, 'reasons'> & {
    readonly reasons: readonly (Reason & { readonly source: Source })[]
  })[]
  /** The same of each Compose project, with the names of its containers. */
  readonly projects?: readonly (Omit<ProjectVerdict, 'containers'> & {
    readonly containers: readonly string[]
  })[]
  /** What would be suggested; absent where nothing can be. */
  readonly choices?: Choices
  /** The plan for these choices; absent where there is none. */
  readonly plan?: Plan
  readonly result: CheckResult
}

export type CheckResult =
  | { readonly kind: 'can-be-done' }
  /** Nothing else stands in the way: it can be done once the user agrees to these. */
  | { readonly kind: 'needs-agreement'; readonly consents: readonly Consent[] }
  | { readonly kind: 'blocked'; readonly findings: readonly Finding['code'][] }
  /** No finding stands in the way, but there are no choices that could become a plan. */
  | { readonly kind: 'no-plan'; readonly problem: PlanProblem | undefined }

/** The same diagnosis as the wizard's, for the choices that it would suggest. */
export function reportOn(snapshot: HostSnapshot): CheckReport {
  const facts = parseHostFacts(snapshot)
  const findings = assess(facts)
  const suggested = suggestChoices(facts)
  const consents = [
    ...new Set(openBlockers(findings, []).flatMap(({ code }) => declarationOf(code).consent ?? [])),
  ]
  const choices = suggested && { ...suggested, consents }
  const plan = choices && createPlan(facts, choices)
  return {
    facts,
    findings: findings.map((finding) => {
      const { source, consent } = declarationOf(finding.code)
      return consent === undefined ? { ...finding, source } : { ...finding, source, consent }
    }),
    ...(choices ? judged(facts, effectiveRange(facts, choices)) : {}),
    ...(choices ? { choices } : {}),
    ...(plan?.ok ? { plan: plan.value } : {}),
    result: resultOf(openBlockers(findings, consents), consents, plan),
  }
}

function judged(facts: HostFacts, range: IdRange): Pick<CheckReport, 'verdicts' | 'projects'> {
  const verdicts = verdictsOf(facts, range)
  return {
    verdicts: verdicts.map((verdict) => withSources(verdict)),
    projects: projectVerdicts(facts, verdicts).map(({ project, files, verdict, containers }) => ({
      project,
      files,
      verdict,
      containers: containers.map(({ name }) => name),
    })),
  }
}

function withSources(verdict: ContainerVerdict) {
  const reasons = verdict.reasons.map((reason) => withSource(reason))
  return { ...verdict, reasons }
}

function withSource(reason: Reason) {
  return { ...reason, source: reasonSources[reason.code] }
}

function resultOf(
  open: readonly Finding[],
  consents: readonly Consent[],
  plan: ReturnType<typeof createPlan> | undefined,
): CheckResult {
  if (open.length > 0) {
    return { kind: 'blocked', findings: [...new Set(open.map(({ code }) => code))] }
  }
  if (!plan?.ok) return { kind: 'no-plan', problem: plan?.error }
  return consents.length > 0 ? { kind: 'needs-agreement', consents } : { kind: 'can-be-done' }
}
