import type { Consent } from '#domain/consents.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import { configurationFindings } from './configuration.ts'
import { containerFindings } from './containers.ts'
import type { Declaration, Declarations, Seen, Severity } from './declaration.ts'
import { dockerFindings } from './docker.ts'
import { engineFindings } from './engine.ts'
import { idFindings } from './ids.ts'
import { kernelFindings } from './kernel.ts'
import { kubernetesFindings } from './kubernetes.ts'

/** Every finding that there is, in the order in which they are shown. */
export const catalogue = {
  ...engineFindings,
  ...dockerFindings,
  ...configurationFindings,
  ...kernelFindings,
  ...idFindings,
  ...containerFindings,
  ...kubernetesFindings,
} satisfies Declarations

export type FindingCode = keyof typeof catalogue

/** One conclusion about the machine. The page turns `code` and `values` into sentences. */
export type Finding = Seen & {
  readonly code: FindingCode
  readonly severity: Severity
}

export function declarationOf(code: FindingCode): Declaration {
  return catalogue[code]
}

/**
 * Everything worth saying about a machine. A blocker means that Subroot does not change it, unless the user agrees to
 * what settles it. Where the `docker` command reaches an engine that cannot be changed, that alone is the answer.
 */
export function assess(facts: HostFacts): readonly Finding[] {
  const engine = findAll(facts, Object.keys(engineFindings))
  return engine.length > 0 ? engine : findAll(facts, Object.keys(catalogue))
}

/** What still stands in the way once the user has agreed to `consents`. */
export function openBlockers(
  findings: readonly Finding[],
  consents: readonly Consent[],
): readonly Finding[] {
  return findings.filter(({ code, severity }) => {
    const { consent } = declarationOf(code)
    return severity === 'blocker' && (consent === undefined || !consents.includes(consent))
  })
}

function findAll(facts: HostFacts, codes: readonly string[]): readonly Finding[] {
  return codes.filter(isFindingCode).flatMap((code) => {
    const { severity, find } = declarationOf(code)
    return find(facts).map(({ evidence, values }) => ({ code, severity, evidence, values }))
  })
}

function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(catalogue, code)
}
