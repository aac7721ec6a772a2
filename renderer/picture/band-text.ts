import type { IdKind } from '#domain/id-range.ts'
import type { Language } from '../preferences.ts'
import { nameOfOwner } from '../charts/owner-text.ts'
import type { Text } from '../text/en.ts'
import { fill } from '../text/fill.ts'
import { formatCount, formatRange } from '../text/format.ts'
import type { Band, Member } from './bands.ts'

/** Whose stretch it is, as short as it can be said. */
export function nameOfBand({ kind, owners }: Band, text: Text): string {
  const [owner] = owners
  if (owners.length > 1) return fill(text.picture.several, { count: owners.length })
  if (owner !== undefined) return nameOfOwner(owner, text)
  switch (kind) {
    // What these two are called, in every language.
    case 'root':
    case 'nobody':
      return kind
    case 'system':
    case 'people':
    case 'dynamic':
      return text.picture.names[kind]
    default:
      return text.picture.noOwner
  }
}

/** A stretch in one line: whose it is, what that means, its IDs, and who is there. */
export function describeBand(band: Band, ids: IdKind, language: Language, text: Text): string {
  const { picture } = text
  const line = fill(picture.bandLine, {
    name: nameOfBand(band, text),
    kind: picture.kinds[band.kind],
    ids: idsIn(ids),
    range: formatRange(band.range),
    count: formatCount(band.range.count, language),
  })
  const names = namesOf(band, text)
  return names === '' ? line : fill(picture.members, { line, names })
}

/** A label, and no word of a language. */
export function idsIn(ids: IdKind): string {
  return ids === 'uid' ? 'UID' : 'GID'
}

/** The table and the files have them all. */
const NAMED = 6

function namesOf({ kind, members, owners }: Band, text: Text): string {
  const names = [
    ...(kind === 'people' || kind === 'system' ? members.map(withId) : []),
    ...(kind === 'several' ? owners.map((owner) => nameOfOwner(owner, text)) : []),
  ]
  const named = names.slice(0, NAMED).join(', ')
  const rest = names.length - NAMED
  return rest > 0 ? fill(text.picture.more, { names: named, count: rest }) : named
}

function withId({ name, id }: Member): string {
  return `${name} (${id})`
}
