import type { Consent } from '#domain/consents.ts'
import type { HostFacts } from '#domain/host-facts.ts'

/** One rule about a machine: when it holds, how grave that is, and how we know. Its texts are in renderer/text. */
export type Declaration = {
  readonly severity: Severity
  readonly source: Source
  /** With the user's agreement to this the plan takes care of it, and it no longer blocks. */
  readonly consent?: Consent
  /** Each time that it holds on a machine; empty where it does not. */
  readonly find: (facts: HostFacts) => readonly Seen[]
}

export type Severity = 'blocker' | 'warning' | 'note'

export type Seen = {
  /** What it was concluded from, in the machine's own words: a line, a path, a reply. Never translated. */
  readonly evidence: readonly string[]
  /** Values that the sentences mention, for example `{ path: '/etc/subuid', line: '3' }`. */
  readonly values: Readonly<Record<string, string>>
}

/** Where a rule comes from. */
export type Source = {
  readonly url: string
  readonly certainty: Certainty
}

/**
 * How sure the rule is: seen on a real system, read in the source of what it speaks of, written in its documentation,
 * reported and discussed in an issue, concluded from one of these, or none of them yet.
 */
export type Certainty = 'measured' | 'source' | 'documentation' | 'issue' | 'derived' | 'unverified'

export type Declarations = Readonly<Record<string, Declaration>>

/** Once where the condition holds. */
export function when(
  condition: boolean,
  evidence: readonly string[],
  values: Seen['values'] = {},
): readonly Seen[] {
  return condition ? [{ evidence, values }] : []
}
