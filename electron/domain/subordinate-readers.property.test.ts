import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseSubordinateFile } from './subordinate-file.ts'

/*
 * Docker's two parsers, written again from their source; that shadow reads alike is asked of the real getsubids in
 * e2e/fuzz. `refused`: Docker does not start.
 */
type Reading = readonly (readonly [start: number, count: number])[] | 'refused'

/** Go's strings.TrimSpace. */
function trimSpace(text: string): string {
  return text.replace(/^[\t\n\v\f\r \u0085\p{Z}]+|[\t\n\v\f\r \u0085\p{Z}]+$/gu, '')
}

/** strconv.ParseInt(text, 10, 64), where a number that is too large does not matter. */
function parseInt64(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined
}

/** Docker <= 27, pkg/idtools parseSubidFile: any line that is not three fields refuses the file. */
function readLikeDocker27(text: string, user: string): Reading {
  const ranges: (readonly [number, number])[] = []
  for (const line of text.split('\n').map(trimSpace)) {
    if (line === '' || line.startsWith('#')) continue
    const [owner, start, count, ...rest] = line.split(':')
    if (start === undefined || count === undefined || rest.length > 0) return 'refused'
    if (owner !== user) continue
    const numbers = [parseInt64(start), parseInt64(count)] as const
    if (numbers[0] === undefined || numbers[1] === undefined) return 'refused'
    ranges.push([numbers[0], numbers[1]])
  }
  return ranges
}

/** Docker >= 28, moby/sys/user ParseSubIDFilter: what is missing or no number is 0. */
function readLikeDocker28(text: string, user: string): Reading {
  return text.split('\n').flatMap((line) => {
    const [owner, start = '', count = ''] = trimSpace(line).split(':')
    return owner === user ? [[parseInt64(start) ?? 0, parseInt64(count) ?? 0] as const] : []
  })
}

const field = fc.oneof(
  fc.constantFrom(
    'alice',
    'bob',
    '1001',
    '0',
    '65536',
    '100000',
    ' 5',
    '231O72',
    '0x10',
    '010',
    '-1',
    '',
    '+5',
  ),
  fc.string({ maxLength: 4 }),
)
const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('alice', 'bob'), fc.nat(200_000), fc.nat(70_000))
      .map((fields) => fields.join(':')),
  },
  { weight: 2, arbitrary: fc.array(field, { maxLength: 5 }).map((fields) => fields.join(':')) },
  fc.constantFrom('', '# alice:1:2', ' \t', '\u0085', 'alice:1:2\r', '\uFEFFalice:1:2'),
)
const file = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'))

function rangesOf(text: string, user: string): Reading {
  return parseSubordinateFile(text)
    .ranges.filter(({ owner }) => owner === user)
    .map(({ start, count }) => [start, count] as const)
}

it('property: a file without problems gives every user the same ranges in every Docker', () => {
  let without = 0
  fc.assert(
    fc.property(file, (text) => {
      if (parseSubordinateFile(text).problems.length > 0) return
      without += 1
      for (const user of ['alice', 'bob', '1001']) {
        expect(readLikeDocker27(text, user)).toEqual(rangesOf(text, user))
        expect(readLikeDocker28(text, user)).toEqual(rangesOf(text, user))
      }
    }),
    { numRuns: 5000 },
  )
  expect(without).toBeGreaterThan(1000)
})

it('property: where the two Dockers differ for a user, the file has a problem', () => {
  let different = 0
  fc.assert(
    fc.property(file, (text) => {
      const [before, since] = [readLikeDocker27(text, 'alice'), readLikeDocker28(text, 'alice')]
      if (JSON.stringify(before) === JSON.stringify(since)) return
      different += 1
      expect(parseSubordinateFile(text).problems).not.toEqual([])
    }),
    { numRuns: 5000 },
  )
  expect(different).toBeGreaterThan(100)
})

it.each([
  ['dockremap: 231072:65536', 'refused', [[0, 65536]]],
  ['dockremap:231O72:65536', 'refused', [[0, 65536]]],
  ['bob:1', 'refused', []],
])('the models say of %j what the daemons do', (text, before, since) => {
  // Seen on Docker 29.7.2: 0, which is root. Older ones refuse the file, by their source.
  expect([readLikeDocker27(text, 'dockremap'), readLikeDocker28(text, 'dockremap')]).toEqual([
    before,
    since,
  ])
})
