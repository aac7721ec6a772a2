import type { Container } from '#domain/docker-api.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { IdRange } from '#domain/id-range.ts'
import type { Identity } from './access.ts'
import type { PathReading } from './path-reading.ts'
import { exemptions } from './remedies.ts'
import type { Reason, ReasonCode } from './verdict.ts'

/** A container that would be remapped, and what is known around it. */
export type Subject = {
  readonly container: Container
  readonly identities: readonly Identity[]
  readonly range: IdRange
  readonly facts: HostFacts
  readonly readings: ReadonlyMap<string, PathReading>
}

/** A reason whose only remedy is not to be remapped. */
export function reason(
  { container }: Subject,
  code: ReasonCode,
  outcome: Reason['outcome'],
  evidence: readonly string[],
  values: Reason['values'],
): Reason {
  return { code, outcome, evidence, values, remedies: exemptions(container) }
}

/** Whom the last of them is inside and would be here: the one that the program runs as. */
export function whoText(losers: readonly Identity[], range: IdRange): Reason['values'] {
  const uid = losers.at(-1)?.uid
  return {
    inside: uid === undefined ? '?' : String(uid),
    here: uid === undefined ? '?' : String(range.start + uid),
  }
}
