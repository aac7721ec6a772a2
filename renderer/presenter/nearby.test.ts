import { expect, it } from 'vitest'
import { nearby } from './nearby.ts'

const all = ['a', 'b', 'c', 'd', 'e', 'f']

it.each([
  ['a', ['a', 'b', 'c']],
  ['c', ['b', 'c', 'd']],
  ['f', ['d', 'e', 'f']],
  ['x', ['a', 'b', 'c']],
])('shows around %s: %j', (one, expected) => {
  expect(nearby(all, one, 3)).toEqual(expected)
})

it('shows all where they fit', () => {
  expect(nearby(all, 'f', 8)).toEqual(all)
})
