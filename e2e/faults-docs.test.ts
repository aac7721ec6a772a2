import { describe, expect, it } from 'vitest'
import { en } from '../renderer/text/en.ts'
import { isThere, missingOf, pathsIn, readPage, testNamedBy } from './named-tests.ts'

const page = readPage('docs/faults.md')

const rows = [...page.matchAll(/^\| (?!Fault |-)(.+) \|$/gm)].map(([, line = '']) => {
  const [fault = '', told = '', end = '', test = '', how = '', ...rest] = line
    .split(' | ')
    .map((cell) => cell.trim())
  return { fault, told, end, tests: test.split('<br>').map(testNamedBy), how, rest }
})

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value.replaceAll('`', '')]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
const texts = textsIn(en)

it('tells of each fault, with a test, and how it is caused', () => {
  expect(rows.length).toBeGreaterThan(25)
  for (const { fault, tests, rest, how } of rows) {
    expect({ fault, tests, rest }).toEqual({
      fault,
      tests: tests.map(() => ({ file: expect.any(String), name: expect.any(String) })),
      rest: [],
    })
    expect(how).toMatch(/^(?:Real|Simulated)\b/)
  }
})

describe.each(rows)('$fault', ({ told, end, tests, how }) => {
  const named = tests.flatMap((test) => test ?? [])

  it.each(named)('is caused by a test that exists: $name', (test) => {
    expect(isThere(test)).toBe(true)
  })

  it('is told in the wizard’s own words', () => {
    const quotes = [...`${told} ${end}`.matchAll(/“([^”]+)”/g)].map(([, quote = '']) => quote)
    expect(quotes.filter((quote) => !texts.some((text) => text.includes(quote)))).toEqual([])
  })

  it('is called simulated or shortened where its test says so', () => {
    const words = ['simulated', 'shortened'].filter((word) =>
      named.some(({ name }) => name.includes(word)),
    )
    expect(words.filter((word) => !how.toLowerCase().includes(word))).toEqual([])
  })
})

it('names no file that is not there', () => {
  expect(missingOf(pathsIn(page))).toEqual([])
})
