import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { declarationOf } from '#domain/findings/catalogue.ts'
import { FINDINGS_DOCS_PATH, findingsDocs } from './findings-docs.ts'

it('docs/findings.md is what the code says; if it is not, run `npm run docs`', async () => {
  const path = join(import.meta.dirname, '..', FINDINGS_DOCS_PATH)
  expect(readFileSync(path, 'utf8')).toBe(await findingsDocs())
})

it('tells of a finding its severity, what it means, what to do, its source and what settles it', async () => {
  const section = sectionOf('containerd-snapshotter-on', await findingsDocs())
  const { source } = declarationOf('containerd-snapshotter-on')
  expect(section).toContain('(blocker)')
  expect(section).toContain('What to do: ')
  expect(section).toContain('(`turn-off-containerd-snapshotter`)')
  expect(section).toContain(`Source: <${source.url}> (${source.certainty})`)
})

it('leaves out what to do where there is nothing to do', async () => {
  const section = sectionOf('kernel-ok', await findingsDocs())
  expect(section).toContain('(note)')
  expect(section).not.toContain('What to do')
})

function sectionOf(code: string, text: string): string | undefined {
  return text.split('\n## ').find((section) => section.startsWith(`${code}\n`))
}
