import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyText } from './testing/any-text.ts'
import { sha256 } from './sha256.ts'

it('gives the digest that sha256sum prints for an empty file', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

it('property: agrees with node:crypto on the UTF-8 bytes of any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
    }),
  )
})
