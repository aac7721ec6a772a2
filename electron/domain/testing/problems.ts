import type { Finding, FindingCode } from '../findings/catalogue.ts'
import { assess } from '../findings/catalogue.ts'
import { parseHostFacts } from '../parse-host-facts.ts'
import type { HostSnapshot } from '../host-snapshot.ts'

/** Blockers and warnings of a machine: everything but what is fine. */
export function problemsOf(snapshot: HostSnapshot): readonly Finding[] {
  return assess(parseHostFacts(snapshot)).filter(({ severity }) => severity !== 'note')
}

/** The codes of everything that is said about a machine. */
export function codesOf(snapshot: HostSnapshot): readonly FindingCode[] {
  return assess(parseHostFacts(snapshot)).map(({ code }) => code)
}
