import { describe, expect, it } from 'vitest'
import { decodeValue, encodeValue } from './value-codec.ts'

describe('encodeValue and decodeValue', () => {
  it.each([
    [null],
    [undefined],
    [true],
    ['text'],
    [''],
    [1.5],
    [Number.NaN],
    [-Infinity],
    [-0],
    [12345678901234567890n],
    [new Date(86400000)],
    [new Map([[{ a: 1 }, new Set([undefined])]])],
    [new Uint8Array([0, 255])],
    [[1, [undefined, 'x']]],
    [['undefined']],
    [['bigint', '1']],
    [{ a: undefined, b: { c: [null] }, 'odd key': -0 }],
  ])('carry %o through text unchanged', (value) => {
    expect(decodeValue(JSON.parse(JSON.stringify(encodeValue(value))))).toStrictEqual(value)
  })

  it('carry an error by name and message', () => {
    const error = decodeValue(encodeValue(new RangeError('too far')))
    expect(error).toMatchObject({ name: 'RangeError', message: 'too far' })
  })

  it('refuse what they do not know, by name', () => {
    expect(() => encodeValue(/x/u)).toThrow('does not carry [object RegExp]')
    expect(() => encodeValue({ deep: [Symbol.iterator] })).toThrow('does not carry [object Symbol]')
  })
})
