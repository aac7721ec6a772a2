import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { IdOwner } from '#domain/host-facts.ts'
import { overlaps } from '#domain/id-range.ts'
import { neighbouringFreeRange } from './free-ranges.ts'

/** All owners below end before slot 64, so the next free one is at most that. */
const SLOTS = Array.from({ length: 65 }, (_, index) => index * 65536)

const owner = fc.record<IdOwner>({
  range: fc.record({
    start: fc.integer({ min: 0, max: 3000000 }),
    count: fc.integer({ min: 1, max: 300000 }),
  }),
  ids: fc.constant('both'),
  kind: fc.constant('subordinate'),
  name: fc.constant('alice'),
  severity: fc.constant('refuse'),
})

/** The first free slot of all that are above, or below, trying one by one. */
function slowly(owners: readonly IdOwner[], start: number, direction: 'next' | 'previous') {
  return (direction === 'next' ? SLOTS : SLOTS.toReversed()).find(
    (slot) =>
      (direction === 'next' ? slot > start : slot < start) &&
      !owners.some(({ range }) => overlaps(range, { start: slot, count: 65536 })),
  )
}

it('property: finds the nearest free slot in its direction, as trying them one by one does', () => {
  fc.assert(
    fc.property(
      fc.array(owner, { maxLength: 12 }),
      fc.integer({ min: 0, max: 3000000 }),
      fc.constantFrom('next' as const, 'previous' as const),
      (owners, start, direction) => {
        expect(neighbouringFreeRange(owners, start, direction)?.start).toBe(
          slowly(owners, start, direction),
        )
      },
    ),
  )
})
