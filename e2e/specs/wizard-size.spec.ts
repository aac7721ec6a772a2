import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { projectDir } from '../electron-runtime.ts'

test('The page takes at most 200 kB, compressed', async () => {
  const dir = join(projectDir, 'out/build/renderer')
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(2)
  const sizes = await Promise.all(
    files.map(
      async ({ parentPath, name }) => gzipSync(await readFile(join(parentPath, name))).length,
    ),
  )
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(200_000)
})

test('The page’s colours do not need a Chromium newer than Debian 11’s', async () => {
  // light-dark() is of Chromium 123; what does not know it shows no colour at all.
  const dir = join(projectDir, 'out/build/renderer/assets')
  const sheets = (await readdir(dir)).filter((name) => name.endsWith('.css'))
  expect(sheets.length).toBeGreaterThan(0)
  for (const name of sheets) {
    expect(await readFile(join(dir, name), 'utf8')).not.toContain('light-dark(')
  }
})
