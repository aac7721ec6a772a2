import { expect, it } from 'vitest'
import { placeAfter } from './moves.ts'

const rows = [[0.1, 0.3], [0, 0.2, 0.6, 0.9], [], [0.5]]

it.each([
  ['ArrowRight', { row: 1, index: 1 }, { row: 1, index: 2 }],
  ['ArrowRight', { row: 1, index: 3 }, { row: 1, index: 3 }],
  ['ArrowLeft', { row: 1, index: 0 }, { row: 1, index: 0 }],
  ['Home', { row: 1, index: 2 }, { row: 1, index: 0 }],
  ['End', { row: 1, index: 0 }, { row: 1, index: 3 }],
  ['ArrowDown', { row: 0, index: 1 }, { row: 1, index: 1 }],
  ['ArrowDown', { row: 1, index: 3 }, { row: 3, index: 0 }],
  ['ArrowUp', { row: 3, index: 0 }, { row: 1, index: 2 }],
  ['ArrowUp', { row: 0, index: 0 }, undefined],
  ['Tab', { row: 0, index: 0 }, undefined],
])('%s leads from %j to %j', (key, from, to) => {
  expect(placeAfter(key, from, rows)).toEqual(to)
})
