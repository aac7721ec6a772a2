import { expect, it } from 'vitest'
import { breaks, positionOf, ticks } from './id-scale.ts'

it('begins at the left edge and ends at the right one', () => {
  expect([positionOf(0), positionOf(4294967296)]).toEqual([0, 1])
})

it('keeps IDs outside of 32 bits at the nearest edge', () => {
  expect([positionOf(-1), positionOf(2 ** 40)]).toEqual([0, 1])
})

it('makes every 65,536 IDs up to 1048576 equally wide', () => {
  const widths = Array.from({ length: 15 }, (_, index) => {
    const start = (index + 1) * 65536
    return (positionOf(start + 65536) - positionOf(start)).toFixed(9)
  })
  expect(new Set(widths).size).toBe(1)
})

it('gives each doubling above 1048576 the same width', () => {
  const widths = [2 ** 20, 2 ** 25, 2 ** 31].map((start) =>
    (positionOf(start * 2) - positionOf(start)).toFixed(9),
  )
  expect(new Set(widths).size).toBe(1)
})

it('changes its scale where the breaks are drawn', () => {
  expect(breaks).toEqual([positionOf(65536), positionOf(1048576)])
})

it('names IDs in order', () => {
  expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
})
