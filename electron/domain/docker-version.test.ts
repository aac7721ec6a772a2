import { expect, it } from 'vitest'
import { isOlderThan } from './docker-version.ts'

it.each<[string, number, number, boolean]>([
  ['1.9.1', 1, 10, true],
  ['1.10.0', 1, 10, false],
  ['17.06.2-ce', 1, 10, false],
  ['20.10.24+dfsg1', 23, 0, true],
  ['23.0.0', 23, 0, false],
  ['28.5.2', 29, 0, true],
  ['29.7.2', 29, 0, false],
  ['29.7.2', 29, 8, true],
  ['dev', 29, 0, false],
  ['', 29, 0, false],
])('whether %j is older than %i.%i: %j', (version, major, minor, expected) => {
  expect(isOlderThan(version, major, minor)).toBe(expected)
})
