import type { IdOwner } from '#domain/host-facts.ts'
import { fill } from '../text/fill.ts'
import { formatRange } from '../text/format.ts'
import type { Text } from '../text/en.ts'

/** The machine's own name for an owner, or words for what has none. */
export function nameOfOwner(owner: IdOwner, text: Text): string {
  const names: Readonly<Record<string, string>> = text.ownerNames
  return owner.kind === 'account' || owner.kind === 'group' || owner.kind === 'subordinate'
    ? owner.name
    : (names[owner.name] ?? owner.name)
}

/** An owner in one line: its name, what it is, its IDs, and whether they may be used. */
export function describeOwner(owner: IdOwner, text: Text): string {
  return fill(text.choose.ownerLine, {
    name: nameOfOwner(owner, text),
    kind: text.choose.ownerKinds[owner.kind],
    ids: text.choose.idKinds[owner.ids],
    range: formatRange(owner.range),
    availability: text.choose.severities[owner.severity],
  })
}
