import type { Container } from '#domain/docker-api.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { IdRange } from '#domain/id-range.ts'
import type { Identity } from './access.ts'
import type { PathReading } from './path-reading.ts'
import { exemptions, isPlainName, remedy, shellWord } from './remedies.ts'
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

/** Root could tell; a look at the owners is all that it takes. */
export function notSeen(
  subject: Subject,
  code: 'not-seen' | 'inside-not-seen',
  path: string,
  evidence: string,
): Reason {
  const root = String(subject.range.start)
  const command = code === 'not-seen' ? 'sudo ls -ldn' : 'sudo ls -lAn'
  const looks = isPlainName(path)
    ? [remedy('look-at-owner', [`${command} ${shellWord(path)}`], { root })]
    : []
  const seen = reason(subject, code, 'may-break', [evidence], { path })
  return { ...seen, remedies: [...looks, ...seen.remedies] }
}
