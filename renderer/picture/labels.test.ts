import { array, assert, integer, property, record, string } from 'fast-check'
import { expect, it } from 'vitest'
import { shortened, widthOf, withRoom } from './labels.ts'

it('keeps the earlier of two labels that would touch, and holds all within the line', () => {
  expect(
    withRoom(
      [
        { text: '0', at: 0 },
        { text: '458752', at: 300 },
        { text: '458000', at: 290 },
        { text: '4294967295', at: 600 },
      ],
      12,
      600,
    ),
  ).toEqual([
    { text: '0', at: 0, anchor: 'start' },
    { text: '458752', at: 300, anchor: 'middle' },
    { text: '4294967295', at: 600, anchor: 'end' },
  ])
})

it('property: no two labels touch, and none reaches beyond the line', () => {
  const label = record({
    text: string({ minLength: 1, maxLength: 12 }),
    at: integer({ min: 0, max: 700 }),
  })
  assert(
    property(array(label, { maxLength: 30 }), (labels) => {
      const spans = withRoom(labels, 12, 700)
        .map(({ text, at, anchor }) => {
          const width = widthOf(text, 12)
          const from = at - { start: 0, middle: width / 2, end: width }[anchor]
          return { from, to: from + width }
        })
        .toSorted((a, b) => a.from - b.from)
      for (const [index, { from, to }] of spans.entries()) {
        expect(from).toBeGreaterThanOrEqual((spans[index - 1]?.to ?? -1) - 1e-9)
        expect(to).toBeLessThanOrEqual(700 + 1e-9)
      }
    }),
  )
})

it('shortens a name to its room, and leaves it out where nothing of it would be read', () => {
  expect(['dockremap', '从属用户编号'].map((name) => shortened(name, 12, 60))).toEqual([
    'dockrem…',
    '从属用户…',
  ])
  expect(shortened('dockremap', 12, 20)).toBeUndefined()
  expect(shortened('a', 12, 8)).toBe('a')
})
