import { describe, expect, it } from 'vitest'
import { isThere, missingOf, pathsIn, readPage, testNamedBy } from './named-tests.ts'

const page = readPage('docs/security.md')

/** The parts of the page that promise something, by their headings. */
const properties = [...page.matchAll(/^### (\d+\. .+)\n([\s\S]*?)(?=^##)/gm)].map(
  ([, heading = '', body = '']) => ({ heading, body }),
)

/** The tests that a part names, each in a line of its own. */
function testsIn(body: string) {
  return [...body.matchAll(/^- (`.+)$/gm)].flatMap(([, line = '']) => testNamedBy(line) ?? [])
}

it('promises numbered properties, each held by a test', () => {
  expect(properties.map(({ heading }) => Number(heading.split('.')[0]))).toEqual(
    properties.map((_, index) => index + 1),
  )
  expect(properties.length).toBeGreaterThan(10)
  expect(properties.filter(({ body }) => testsIn(body).length === 0)).toEqual([])
})

describe.each(properties)('$heading', ({ body }) => {
  it.each(testsIn(body))('is held by a test that exists: $name', (test) => {
    expect(isThere(test)).toBe(true)
  })
})

it('names no file that is not there', () => {
  const paths = pathsIn(page).filter((path) => path !== 'docs/tutorial/security.md')
  expect(missingOf(paths)).toEqual([])
  expect(paths.length).toBeGreaterThan(20)
})
