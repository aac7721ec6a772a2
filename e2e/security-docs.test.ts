import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const projectDir = resolve(import.meta.dirname, '..')
const page = readFileSync(join(projectDir, 'docs/security.md'), 'utf8')

/** The parts of the page that promise something, by their headings. */
const properties = [...page.matchAll(/^### (\d+\. .+)\n([\s\S]*?)(?=^##)/gm)].map(
  ([, heading = '', body = '']) => ({ heading, body }),
)

/** The tests that a part names: file and name, as it stands in the source, places for values included. */
function testsIn(body: string) {
  return [...body.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, file = '', name = '']) => ({
    file,
    name,
  }))
}

it('promises numbered properties, each held by a test', () => {
  expect(properties.map(({ heading }) => Number(heading.split('.')[0]))).toEqual(
    properties.map((_, index) => index + 1),
  )
  expect(properties.length).toBeGreaterThan(10)
  expect(properties.filter(({ body }) => testsIn(body).length === 0)).toEqual([])
})

describe.each(properties)('$heading', ({ body }) => {
  it.each(testsIn(body))('is held by a test that exists: $name', ({ file, name }) => {
    const source = readFileSync(join(projectDir, file), 'utf8')
    const spellings = [`'${name}'`, `"${name}"`, `\`${name}\``]
    expect(spellings.some((spelling) => source.includes(spelling))).toBe(true)
  })
})

it('names no file that is not there', () => {
  const paths = [...page.matchAll(/`((?:electron|renderer|e2e|docs)[/-][\w./-]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => path !== 'docs/tutorial/security.md')
  expect(paths.filter((path) => !existsSync(join(projectDir, path)))).toEqual([])
  expect(paths.length).toBeGreaterThan(20)
})
