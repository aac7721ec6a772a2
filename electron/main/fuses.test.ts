import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import { expect, it } from 'vitest'

/** The switches that are burnt into the packaged binary. Which bits that sets, only a package built with it shows. */
const config = readFileSync(resolve(import.meta.dirname, '../../electron-builder.yml'), 'utf8')

type Fuse = { readonly name: string; readonly value: string; readonly reason: string }

/** The lines below `electronFuses:`, each with the comment that stands right above it. */
function readFuses(): readonly Fuse[] {
  const [, block = ''] = config.split(/^electronFuses:\n/m)
  const fuses: Fuse[] = []
  let reason = ''
  for (const line of block.split('\n')) {
    if (!line.startsWith('  ')) break
    const comment = /^ {2}# (.+)$/.exec(line)?.[1]
    const [, name, value] = /^ {2}(\w+): (\w+)$/.exec(line) ?? []
    if (comment !== undefined) reason = `${reason} ${comment}`.trim()
    if (name !== undefined && value !== undefined) {
      fuses.push({ name, value, reason })
      reason = ''
    }
  }
  return fuses
}

it('sets every fuse that there is, each with its reason', () => {
  const known = Object.values(FuseV1Options).filter((name) => typeof name === 'string')
  const fuses = readFuses()
  expect(fuses.map(({ name }) => name).toSorted()).toEqual(
    known.map((name) => name.charAt(0).toLowerCase() + name.slice(1)).toSorted(),
  )
  expect(fuses.filter(({ reason }) => reason.length < 30)).toEqual([])
})

it('leaves on what protects, and nothing that opens', () => {
  expect(Object.fromEntries(readFuses().map(({ name, value }) => [name, value]))).toEqual({
    runAsNode: 'false',
    enableNodeOptionsEnvironmentVariable: 'false',
    enableNodeCliInspectArguments: 'false',
    grantFileProtocolExtraPrivileges: 'false',
    loadBrowserProcessSpecificV8Snapshot: 'false',
    enableEmbeddedAsarIntegrityValidation: 'false',
    enableCookieEncryption: 'true',
    onlyLoadAppFromAsar: 'true',
  })
})
