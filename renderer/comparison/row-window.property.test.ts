import { array, assert, integer, property } from 'fast-check'
import { expect, it } from 'vitest'
import { scrollTopFor, topsOf, windowOf } from './row-window.ts'

const heights = array(integer({ min: 1, max: 90 }), { maxLength: 200 })
const sight = integer({ min: 0, max: 9000 })

it('draws every row that is in sight, and keeps the height of all', () => {
  assert(
    property(heights, sight, integer({ min: 1, max: 900 }), (rows, scrollTop, height) => {
      const tops = topsOf(rows)
      const total = tops.at(-1) ?? 0
      const { first, end, above, below } = windowOf(tops, { scrollTop, height })
      const drawn = rows.slice(first, end).reduce((sum, row) => sum + row, 0)
      expect(above + drawn + below).toBe(total)
      const inSight = [...rows.keys()].filter(
        (index) => (tops[index + 1] ?? 0) > scrollTop && (tops[index] ?? 0) < scrollTop + height,
      )
      expect(inSight.filter((index) => index < first || index >= end)).toEqual([])
    }),
  )
})

it('draws no more than fits and the spare rows', () => {
  const { first, end } = windowOf(topsOf(Array.from({ length: 1000 }, () => 50)), {
    scrollTop: 20_000,
    height: 450,
  })
  expect([first, end]).toEqual([394, 416])
})

it('scrolls to a row that is out of sight, and stays where it is in sight', () => {
  const tops = topsOf([50, 50, 50, 50])
  const at = (index: number) => scrollTopFor(tops, index, { scrollTop: 60, height: 100 })
  expect([0, 1, 2, 3].map(at)).toEqual([0, 50, 60, 100])
})
