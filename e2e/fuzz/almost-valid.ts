import * as fc from 'fast-check'

/** Characters and words that readers of configuration files disagree about. */
const ODD_PIECES = [
  ' ',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\uFEFF',
  '\u0085',
  '\u00A0',
  '\uD800',
  'é',
  '\u{1F433}',
  '#',
  ':',
  '-',
  '+',
  '0',
  '0x',
  '1e5',
  '"',
  "'",
  '\\',
  ',',
  '{',
  '}',
  '[',
  ']',
  '//',
  '/*',
  '=',
  '$',
  '4294967295',
  '4294967296',
  '18446744073709551616',
  '-1',
  'a'.repeat(1100),
]

type Mutation = (text: string, place: number) => string

const at = (text: string, place: number) => Math.floor(place * (text.length + 1))

function onLines(change: (lines: string[], index: number) => readonly string[]): Mutation {
  return (text, place) => {
    const lines = text.split('\n')
    return change(lines, Math.floor(place * lines.length)).join('\n')
  }
}

const insertPiece = fc.constantFrom(...ODD_PIECES).map(
  (piece): Mutation =>
    (text, place) =>
      text.slice(0, at(text, place)) + piece + text.slice(at(text, place)),
)

const otherMutations = fc.constantFrom<Mutation>(
  (text, place) => text.slice(0, at(text, place)) + text.slice(at(text, place) + 1),
  (text, place) => text.slice(0, at(text, place)),
  (text) => text.replace(/\n$/, ''),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => `\uFEFF${text}`,
  (text) => `${text}\n\n`,
  (text, place) => {
    const index = at(text, place)
    const letter = text.charAt(index)
    const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()
    return text.slice(0, index) + other + text.slice(index + 1)
  },
  (text, place) => text.replace(/\d+/, place < 0.5 ? '0$&' : '$&0000000'),
  onLines((lines, index) => lines.toSpliced(index, 0, lines[index] ?? '')),
  onLines((lines, index) => lines.toSpliced(index, 1)),
  onLines((lines, index) => lines.with(index, `#${lines[index] ?? ''}`)),
  onLines((lines, index) => lines.with(index, ` ${lines[index] ?? ''} `)),
)

const mutation = fc.record({
  change: fc.oneof(insertPiece, otherMutations),
  place: fc.double({ min: 0, max: 0.999999, noNaN: true }),
})

/** Texts of a kind with up to four small wounds; a third of them has none. */
export function almostValid(valid: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const wounds = fc.oneof(
    fc.constant([]),
    fc.array(mutation, { minLength: 1, maxLength: 1 }),
    fc.array(mutation, { maxLength: 4 }),
  )
  return fc
    .tuple(valid, wounds)
    .map(([text, mutations]) =>
      mutations.reduce((wounded, { change, place }) => change(wounded, place), text),
    )
}

/** The text's bytes in UTF-8; in one of eight cases with one byte that may break it. */
export function almostUtf8(text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  const noWound = { weight: 7, arbitrary: fc.constant(undefined) }
  const wound = fc.record({ place: fc.nat(), byte: fc.integer({ min: 0x80, max: 0xff }) })
  return fc.tuple(text, fc.oneof(noWound, { weight: 1, arbitrary: wound })).map(([text, wound]) => {
    const bytes = Buffer.from(text)
    if (wound !== undefined && bytes.length > 0) bytes[wound.place % bytes.length] = wound.byte
    return bytes
  })
}
