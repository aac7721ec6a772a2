import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const projectDir = resolve(import.meta.dirname, '..')

/** A test as a page of docs names it: its file, and its name as it stands in the source, places for values included. */
type NamedTest = { readonly file: string; readonly name: string }

/** A page of docs, by its path in the project. */
export function readPage(path: string): string {
  return readFileSync(join(projectDir, path), 'utf8')
}

/** What a line says of a test, as `` `file`: name ``; undefined where it says something else. */
export function testNamedBy(line: string): NamedTest | undefined {
  const [, file, name] = /^`([^`]+)`: (.+)$/.exec(line) ?? []
  return file === undefined || name === undefined ? undefined : { file, name }
}

export function isThere({ file, name }: NamedTest): boolean {
  const source = readPage(file)
  return [`'${name}'`, `"${name}"`, `\`${name}\``].some((spelling) => source.includes(spelling))
}

/** The files and folders of the project that a page names. */
export function pathsIn(page: string): readonly string[] {
  return [...page.matchAll(/`((?:electron|renderer|e2e|docs)[/-][\w./-]+)`/g)].map(
    ([, path = '']) => path,
  )
}

export function missingOf(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !existsSync(join(projectDir, path)))
}
