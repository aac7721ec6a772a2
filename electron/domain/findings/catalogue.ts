import type { HostFacts } from '#domain/host-facts.ts'
import { configurationFindings } from './configuration.ts'
import { containerFindings } from './containers.ts'
import type { Declaration, Declarations, Seen, Severity } from './declaration.ts'
import { dockerFindings } from './docker.ts'
import { engineFindings } from './engine.ts'
import { idFindings } from './ids.ts'
import { kernelFindings } from './kernel.ts'

/** Every finding that there is, in the order in which they are shown. */
export const catalogue = {
  ...engineFindings,
  ...dockerFindings,
  ...configurationFindings,
  ...kernelFindings,
  ...idFindings,
  ...containerFindings,
} satisfies Declarations

export type FindingCode = keyof typeof catalogue

/** One conclusion about the machine. The page turns `code` and `values` into sentences. */
export type Finding = Seen & {
  readonly code: FindingCode
  readonly severity: Severity
}

/**
 * Everything worth saying about a machine. Any blocker means that Subroot does not change it. Where the user's `docker`
 * command reaches an engine that cannot be changed, that alone is the answer.
 */
export function assess(facts: HostFacts): readonly Finding[] {
  const engine = findAll(facts, Object.keys(engineFindings))
  return engine.length > 0 ? engine : findAll(facts, Object.keys(catalogue))
}

function findAll(facts: HostFacts, codes: readonly string[]): readonly Finding[] {
  return codes.filter(isFindingCode).flatMap((code) => {
    const { severity, find }: Declaration = catalogue[code]
    return find(facts).map(({ evidence, values }) => ({ code, severity, evidence, values }))
  })
}

function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(catalogue, code)
}
