import type { IdOwner } from '#domain/host-facts.ts'
import { visibleLine } from '#domain/visible-text.ts'
import { fill, wordFor } from '../text/fill.ts'
import { formatRange } from '../text/format.ts'
import type { Text } from '../text/en.ts'

/** The machine's own name for an owner, or words for what has none. */
export function nameOfOwner(owner: IdOwner, text: Text): string {
  return owner.kind === 'account' || owner.kind === 'group' || owner.kind === 'subordinate'
    ? owner.name
    : wordFor(owner.name, text.ownerNames)
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

/** In letters of Latin width; those from CJK on count twice. */
const SHORT_NAME_WIDTH = 18

/** An owner's name as there is room for beside its block; the line below the drawing has all of it. */
export function shortNameOfOwner(owner: IdOwner, text: Text): string {
  const name = visibleLine(nameOfOwner(owner, text))
  let width = 0
  let short = ''
  for (const letter of name) {
    width += (letter.codePointAt(0) ?? 0) < 0x2e80 ? 1 : 2
    if (width > SHORT_NAME_WIDTH) return `${short}…`
    short += letter
  }
  return name
}
