import { expect, it } from 'vitest'
import type { IdOwner } from '#domain/host-facts.ts'
import { en } from '../text/en.ts'
import { nameOfOwner, shortNameOfOwner } from './owner-text.ts'

const owned = (name: string, kind: IdOwner['kind'] = 'subordinate'): IdOwner => ({
  range: { start: 1, count: 1 },
  ids: 'both',
  kind,
  name,
  severity: 'refuse',
})

it.each([
  ['alice', 'alice'],
  ['exactly-18-letters', 'exactly-18-letters'],
  ['a'.repeat(19), `${'a'.repeat(18)}…`],
  ['日'.repeat(40), `${'日'.repeat(9)}…`],
  ['a\u202Eb', 'a⟨U+202E⟩b'],
])('has room for %s as %s', (name, shown) => {
  expect(shortNameOfOwner(owned(name), en)).toBe(shown)
})

it('takes no name for a word of JavaScript', () => {
  expect(nameOfOwner(owned('constructor', 'directory-service'), en)).toBe('constructor')
})
