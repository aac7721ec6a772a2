import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOf, includesId, overlaps } from './id-range.ts'

const smallRange = fc.record({ start: fc.nat(30), count: fc.nat(12) })

function idsOf({ start, count }: { start: number; count: number }): ReadonlySet<number> {
  return new Set(Array.from({ length: count }, (_, index) => start + index))
}

describe('a half-open range', () => {
  it('ends before the ID that endOf names', () => {
    const range = { start: 100000, count: 65536 }
    expect([endOf(range), includesId(range, 165535), includesId(range, 165536)]).toEqual([
      165536,
      true,
      false,
    ])
  })

  it('does not overlap its neighbours', () => {
    const range = { start: 10, count: 5 }
    expect([
      overlaps(range, { start: 5, count: 5 }),
      overlaps(range, { start: 15, count: 5 }),
      overlaps(range, { start: 14, count: 5 }),
    ]).toEqual([false, false, true])
  })

  it('property: behaves as the set of its IDs', () => {
    fc.assert(
      fc.property(smallRange, smallRange, fc.nat(45), (a, b, id) => {
        const [idsOfA, idsOfB] = [idsOf(a), idsOf(b)]
        expect(overlaps(a, b)).toBe([...idsOfA].some((id) => idsOfB.has(id)))
        expect(includesId(a, id)).toBe(idsOfA.has(id))
      }),
    )
  })
})
