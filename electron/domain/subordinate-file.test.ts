import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from './testing/any-text.ts'
import type { SubordinateProblemReason } from './subordinate-file.ts'
import { addSubordinateRange, parseSubordinateFile } from './subordinate-file.ts'
import { applyEdits, invertEdits } from './text-edit.ts'

describe('parseSubordinateFile', () => {
  it('reads ranges with their line numbers, owners by name or by UID', () => {
    expect(parseSubordinateFile('alice:100000:65536\n\n1001:165536:65536\n')).toEqual({
      ranges: [
        { owner: 'alice', start: 100000, count: 65536, line: 1 },
        { owner: '1001', start: 165536, count: 65536, line: 3 },
      ],
      problems: [],
    })
  })

  it.each([
    ['an empty file', ''],
    ['blank lines', '\n \n\t\n'],
    ['comments', '# alice:100000:65536\n  # indented\n#'],
    ['owners as in NIS', '+alice:100000:65536\n-bob:1:2\n+:1:2\n'],
    ['blank lines and comments that end in carriage returns', '\r\n# comment\r\n'],
  ])('finds neither ranges nor problems in %s', (_, text) => {
    expect(parseSubordinateFile(text)).toEqual({ ranges: [], problems: [] })
  })

  it('accepts a missing final line feed, a range of no IDs, and the very last ID', () => {
    expect(parseSubordinateFile('a:0:0\nb:4294901759:65536')).toEqual({
      ranges: [
        { owner: 'a', start: 0, count: 0, line: 1 },
        { owner: 'b', start: 4294901759, count: 65536, line: 2 },
      ],
      problems: [],
    })
  })

  // What Docker <= 27, Docker >= 28 or shadow would misread (userns-facts 1.4).
  it.each<[string, SubordinateProblemReason]>([
    ['dockremap: 231072:65536', 'stray-space'], // Docker >= 28: start 0, which is root
    ['dockremap:231O72:65536', 'bad-number'], // Docker >= 28: start 0, which is root
    ['dockremap:231072:65536\r', 'stray-space'], // shadow skips the line, Docker reads it
    ['dockremap:231072:65536 ', 'stray-space'],
    [' dockremap:231072:65536', 'stray-space'], // another owner to shadow
    ['dockremap\t:231072:65536', 'stray-space'],
    ['\u0085dockremap:231072:65536', 'stray-space'], // Go trims U+0085
    ['\uFEFFdockremap:231072:65536', 'stray-space'],
    ['dock\0remap:231072:65536', 'stray-space'],
    ['# a comment with \0', 'stray-space'], // shadow takes the next line for a part of it
    ['\uFEFF# a comment behind a byte order mark', 'stray-space'], // no comment to Docker <= 27
    ['dockremap:231072', 'field-count'], // Docker <= 27 refuses the whole file
    ['dockremap:231072:65536:1', 'field-count'], // shadow ignores the rest
    ['dockremap', 'field-count'],
    ['+', 'field-count'],
    [':231072:65536', 'empty-owner'],
    ['dockremap::65536', 'bad-number'],
    ['dockremap:231072:', 'bad-number'],
    ['dockremap:-1:65536', 'bad-number'],
    ['dockremap:+231072:65536', 'bad-number'],
    ['dockremap:0231072:65536', 'bad-number'], // octal to shadow
    ['dockremap:0x386A0:65536', 'bad-number'], // hexadecimal to shadow, 0 to Docker >= 28
    ['dockremap:1e5:65536', 'bad-number'],
    ['dockremap:4294901760:65536', 'overflow'], // would contain (uid_t) -1
    ['dockremap:18446744073709551616:1', 'overflow'],
  ])('calls %j a problem: %s', (text, reason) => {
    expect(parseSubordinateFile(`ok:1:1\n${text}\n`)).toEqual({
      ranges: [{ owner: 'ok', start: 1, count: 1, line: 1 }],
      problems: [{ line: 2, text, reason }],
    })
  })

  it('calls a line that shadow’s buffer cannot hold a problem', () => {
    const longest = `${'d'.repeat(1010)}:231072:65536`
    expect(parseSubordinateFile(`${longest}\nd${longest}\n`)).toEqual({
      ranges: [{ owner: 'd'.repeat(1010), start: 231072, count: 65536, line: 1 }],
      problems: [{ line: 2, text: `d${longest}`, reason: 'too-long' }],
    })
  })

  it('property: accounts for every line, whatever it is', () => {
    const line = fc.oneof(
      anyText,
      fc.constantFrom('a:1:2', '# x', '', 'a: 1:2', 'a:1:2:3', ' a:1:2'),
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n')
        const { ranges, problems } = parseSubordinateFile(text)
        const seen = new Map<number, string>([
          ...ranges.map(({ line, owner, start, count }): [number, string] => [
            line,
            `${owner}:${start}:${count}`,
          ]),
          ...problems.map(({ line, text }): [number, string] => [line, text]),
        ])
        const rebuilt = text
          .split('\n')
          .map((line, index) => (/^[ \t\r]*(#|$)/.test(line) ? line : seen.get(index + 1)))
        expect(rebuilt.join('\n')).toBe(text)
      }),
    )
  })
})

describe('addSubordinateRange', () => {
  const dockremap = { owner: 'dockremap', start: 458752, count: 65536 }

  it.each([
    ['a file that does not exist', '', 'dockremap:458752:65536\n'],
    ['a file', 'alice:100000:65536\n', 'alice:100000:65536\ndockremap:458752:65536\n'],
    [
      'a file without final line feed',
      'alice:100000:65536',
      'alice:100000:65536\ndockremap:458752:65536\n',
    ],
    [
      'a file with a range of the same owner',
      'dockremap:1:2\n',
      'dockremap:1:2\ndockremap:458752:65536\n',
    ],
    [
      'a file with the range in a comment only',
      '#dockremap:458752:65536\n',
      '#dockremap:458752:65536\ndockremap:458752:65536\n',
    ],
    [
      'a file with carriage returns, but without one in our line',
      '# by hand\r\n',
      '# by hand\r\ndockremap:458752:65536\n',
    ],
  ])('adds a line to %s', (_, text, expected) => {
    expect(applyEdits(text, addSubordinateRange(text, dockremap))).toBe(expected)
  })

  it('adds nothing where exactly that line is there', () => {
    expect(addSubordinateRange('alice:100000:65536\ndockremap:458752:65536', dockremap)).toEqual([])
  })

  it('property: keeps every byte before it, is so after one time, and can be taken back', () => {
    const fileText = fc.oneof(
      anyText,
      fc
        .array(fc.constantFrom('alice:1:2', '# x', '', '\r', 'b:3:4 '))
        .map((lines) => lines.join('\n')),
    )
    fc.assert(
      fc.property(fileText, (text) => {
        const edits = addSubordinateRange(text, dockremap)
        const edited = applyEdits(text, edits)
        expect(edited.startsWith(text)).toBe(true)
        expect(addSubordinateRange(edited, dockremap)).toEqual([])
        expect(applyEdits(edited, invertEdits(text, edits))).toBe(text)
        expect(parseSubordinateFile(edited).ranges.at(-1)).toMatchObject(dockremap)
      }),
    )
  })
})
