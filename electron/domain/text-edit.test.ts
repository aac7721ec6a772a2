import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from './testing/any-text.ts'
import type { TextEdit } from './text-edit.ts'
import { applyEdits, diffLines, invertEdits } from './text-edit.ts'

/** A text and edits that fit into it without overlapping, in any order. */
const textWithEdits = fc
  .array(
    fc.record({
      kept: anyText,
      replaced: anyText,
      content: anyText,
    }),
  )
  .chain((parts) => {
    let text = ''
    const edits: TextEdit[] = []
    for (const { kept, replaced, content } of parts) {
      edits.push({ offset: text.length + kept.length, length: replaced.length, content })
      text += kept + replaced
    }
    return fc.record({
      text: fc.constant(text),
      edits: fc.shuffledSubarray(edits, { minLength: edits.length }),
      expected: fc.constant(parts.map(({ kept, content }) => kept + content).join('')),
    })
  })

describe('applyEdits', () => {
  it.each<[string, string, readonly TextEdit[], string]>([
    ['no edits', 'abc', [], 'abc'],
    ['an insertion', 'ac', [{ offset: 1, length: 0, content: 'b' }], 'abc'],
    ['a removal', 'abc', [{ offset: 1, length: 1, content: '' }], 'ac'],
    [
      'edits in any order',
      'abc',
      [
        { offset: 2, length: 1, content: 'C' },
        { offset: 0, length: 1, content: 'A' },
      ],
      'AbC',
    ],
    [
      'two insertions at one place, in their order',
      'ad',
      [
        { offset: 1, length: 0, content: 'b' },
        { offset: 1, length: 0, content: 'c' },
      ],
      'abcd',
    ],
    [
      'an insertion before a replacement at the same place',
      'ac',
      [
        { offset: 1, length: 1, content: 'C' },
        { offset: 1, length: 0, content: 'b' },
      ],
      'abC',
    ],
  ])('applies %s', (_, text, edits, expected) => {
    expect(applyEdits(text, edits)).toBe(expected)
  })

  it('refuses edits that overlap', () => {
    const edits = [
      { offset: 0, length: 2, content: '' },
      { offset: 1, length: 1, content: '' },
    ]
    expect(() => applyEdits('abc', edits)).toThrow('Overlapping edits at offset 1')
  })

  it.each([
    [{ offset: 4, length: 0, content: 'x' }],
    [{ offset: 2, length: 2, content: 'x' }],
    [{ offset: -1, length: 0, content: 'x' }],
  ])('refuses an edit outside the text: %j', (edit) => {
    expect(() => applyEdits('abc', [edit])).toThrow(/outside the text|Overlapping/)
  })

  it('property: keeps everything between the edits', () => {
    fc.assert(
      fc.property(textWithEdits, ({ text, edits, expected }) => {
        // Edits at one offset are order-dependent; the generator can only produce those by empty parts.
        fc.pre(new Set(edits.map((edit) => edit.offset)).size === edits.length)
        expect(applyEdits(text, edits)).toBe(expected)
      }),
    )
  })
})

describe('invertEdits', () => {
  it('property: takes edits back unit for unit, whatever they are', () => {
    fc.assert(
      fc.property(textWithEdits, ({ text, edits }) => {
        const inverse = invertEdits(text, edits)
        expect(applyEdits(applyEdits(text, edits), inverse)).toBe(text)
      }),
    )
  })
})

describe('diffLines', () => {
  it('finds nothing in equal texts, and nothing in a file that stays absent', () => {
    expect([diffLines('a\n', 'a\n'), diffLines(undefined, undefined)]).toEqual([[], []])
  })

  it('numbers context, removed and added lines', () => {
    expect(diffLines('a\nb\nc\n', 'a\nB\nc\n')).toEqual([
      {
        lines: [
          { kind: 'context', text: 'a', oldNumber: 1, newNumber: 1 },
          { kind: 'removed', text: 'b', oldNumber: 2 },
          { kind: 'added', text: 'B', newNumber: 2 },
          { kind: 'context', text: 'c', oldNumber: 3, newNumber: 3 },
        ],
      },
    ])
  })

  it('shows a new file as added lines, and a removed one as removed', () => {
    expect([diffLines(undefined, 'a\nb\n'), diffLines('a\n', undefined)]).toEqual([
      [
        {
          lines: [
            { kind: 'added', text: 'a', newNumber: 1 },
            { kind: 'added', text: 'b', newNumber: 2 },
          ],
        },
      ],
      [{ lines: [{ kind: 'removed', text: 'a', oldNumber: 1 }] }],
    ])
  })

  it('marks a last line without line feed', () => {
    expect(diffLines('a:1:2', 'a:1:2\nb:3:4\n')).toEqual([
      {
        lines: [
          { kind: 'removed', text: 'a:1:2', oldNumber: 1, missingNewline: true },
          { kind: 'added', text: 'a:1:2', newNumber: 1 },
          { kind: 'added', text: 'b:3:4', newNumber: 2 },
        ],
      },
    ])
  })

  it('keeps carriage returns', () => {
    expect(diffLines('a\r\n', 'a\r\nb\r\n')).toEqual([
      {
        lines: [
          { kind: 'context', text: 'a\r', oldNumber: 1, newNumber: 1 },
          { kind: 'added', text: 'b\r', newNumber: 2 },
        ],
      },
    ])
  })

  it('leaves out unchanged lines far from a change', () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('')
    const [hunk, ...others] = diffLines(before, `${before}new\n`)
    expect({ lines: hunk?.lines.map(({ text }) => text), others }).toEqual({
      lines: ['line 18', 'line 19', 'line 20', 'new'],
      others: [],
    })
  })
})
