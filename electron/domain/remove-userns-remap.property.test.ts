import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDaemonConfig, removeUsernsRemap, setUsernsRemap } from './daemon-config.ts'
import { applyEdits } from './text-edit.ts'

const removed = (text: string) => applyEdits(text, removeUsernsRemap(text))

describe('removeUsernsRemap', () => {
  it.each([
    ['{"userns-remap": "x"}', '{}'],
    ['{"a": 1, "userns-remap": "x"}', '{"a": 1}'],
    ['{"userns-remap": "x", "a": 1}\n', '{"a": 1}\n'],
    ['{\n  "a": 1,\n  "userns-remap": "x",\n  "b": 2\n}', '{\n  "a": 1,\n  "b": 2\n}'],
    [
      '\uFEFF{"userns-remap": "x", "userns-remap": "y", "a": {"userns-remap": 1}}',
      '\uFEFF{"a": {"userns-remap": 1}}',
    ],
    ['{"a": 1}', '{"a": 1}'],
    ['', ''],
  ])('makes of %j', (text, expected) => {
    expect(removed(text)).toBe(expected)
  })

  it('property: takes away what setUsernsRemap adds, and keeps every other key and value', () => {
    const key = fc.constantFrom('debug', 'labels', 'userns-remap', 'data-root')
    const object = fc.dictionary(key, fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string())))
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify({ ...value, 'userns-remap': 'x' }, null, indent)
        const { 'userns-remap': _, ...others } = value
        expect(JSON.parse(removed(text))).toEqual(others)
        const without = JSON.stringify(others, null, indent)
        const set = applyEdits(without, setUsernsRemap(without, 'default'))
        expect(parseDaemonConfig(removed(set))).toEqual(parseDaemonConfig(without))
      }),
    )
  })
})
