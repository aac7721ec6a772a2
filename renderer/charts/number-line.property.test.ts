import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { IdOwner } from '#domain/host-facts.ts'
import { overlaps } from '#domain/id-range.ts'
import { blocksOf, extentOf } from './number-line.ts'

const range = fc.record({
  start: fc.integer({ min: 0, max: 4294967295 }),
  count: fc.integer({ min: 1, max: 4294967295 }),
})

const owner = fc.record<IdOwner>({
  range,
  ids: fc.constant('both'),
  kind: fc.constantFrom('account', 'subordinate', 'reserved'),
  name: fc.constant('alice'),
  severity: fc.constant('refuse'),
})

it('property: draws every range where it can be seen, and within the drawing', () => {
  fc.assert(
    fc.property(range, (one) => {
      const { left, width } = extentOf(one)
      expect(width).toBeGreaterThan(0.005)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(left + width).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
})

it('property: never puts owners that share IDs in one row of a lane', () => {
  fc.assert(
    fc.property(fc.array(owner, { maxLength: 12 }), (owners) => {
      const blocks = blocksOf(owners)
      const collisions = blocks.filter((a) =>
        blocks.some(
          (b) =>
            a !== b &&
            a.lane === b.lane &&
            a.row === b.row &&
            overlaps(a.owner.range, b.owner.range),
        ),
      )
      expect([blocks.length, collisions]).toEqual([owners.length, []])
    }),
  )
})
