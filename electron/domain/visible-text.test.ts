import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visibleLine, visibleText } from './visible-text.ts'

describe('visibleText', () => {
  it.each([
    ['an ANSI escape', '\u001B[31mred', '⟨U+001B⟩[31mred'],
    ['NUL and DEL', 'a\0b\u007F', 'a⟨U+0000⟩b⟨U+007F⟩'],
    ['a C1 control', '\u009B31m', '⟨U+009B⟩31m'],
    ['a carriage return', 'good\rbad', 'good⟨U+000D⟩bad'],
    ['bidirectional marks', 'a\u202Eb\u2066c\u2069\u200F', 'a⟨U+202E⟩b⟨U+2066⟩c⟨U+2069⟩⟨U+200F⟩'],
    ['what has no width', 'ad\u200Bmin\uFEFF\u00AD', 'ad⟨U+200B⟩min⟨U+FEFF⟩⟨U+00AD⟩'],
    ['other line ends', 'a\u2028b\u2029c', 'a⟨U+2028⟩b⟨U+2029⟩c'],
    ['half a character', 'a\uD800', 'a⟨U+D800⟩'],
    ['a tag of another plane', '\u{E0041}', '⟨U+E0041⟩'],
  ])('names %s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown)
  })

  it.each(['plain', 'é日本語😀', 'a\tb\nc\n', '<b>$(id)`"\'&', 'עברית العربية'])(
    'leaves as it is: %j',
    (text) => {
      expect(visibleText(text)).toBe(text)
    },
  )

  it('property: leaves nothing that is not seen, and what it leaves alone is all there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visibleText(text)
        expect(shown).not.toMatch(HIDDEN)
        expect(shown.replaceAll(/⟨U\+[0-9A-F]+⟩/g, '')).toBe(text.replaceAll(HIDDEN_ALL, ''))
      }),
    )
  })
})

describe('visibleLine', () => {
  it('keeps a text from passing for two lines', () => {
    expect(visibleLine('web\n- db: works')).toBe('web⟨U+000A⟩- db: works')
  })
})

const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
const HIDDEN_ALL = new RegExp(HIDDEN, 'gu')
