import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { positionOf } from './id-scale.ts'

const id = fc.integer({ min: 0, max: 4294967295 })

it('property: never puts a higher ID left of a lower one', () => {
  fc.assert(
    fc.property(id, id, (a, b) => {
      expect(positionOf(Math.min(a, b))).toBeLessThanOrEqual(positionOf(Math.max(a, b)))
    }),
  )
})

it('property: stays within the drawing', () => {
  fc.assert(
    fc.property(id, (one) => {
      expect(positionOf(one)).toBeGreaterThanOrEqual(0)
      expect(positionOf(one)).toBeLessThanOrEqual(1)
    }),
  )
})
