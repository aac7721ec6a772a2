import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { listRendererFiles } from './renderer-files.ts'

const dir = mkdtempSync(join(tmpdir(), 'subroot-files-'))
afterEach(() => rmSync(dir, { recursive: true }))

it('lists exactly the regular files of known types, by URL', () => {
  mkdirSync(join(dir, 'assets'))
  for (const name of ['index.html', 'assets/index-1.js', 'assets/a b.css', 'notes.txt']) {
    writeFileSync(join(dir, name), '')
  }
  symlinkSync('/etc/passwd', join(dir, 'passwd.html'))
  const html = 'text/html; charset=utf-8'
  const script = 'text/javascript; charset=utf-8'
  const style = 'text/css; charset=utf-8'
  expect(Object.fromEntries(listRendererFiles(dir))).toEqual({
    'app://subroot/index.html': { path: join(dir, 'index.html'), contentType: html },
    'app://subroot/assets/index-1.js': {
      path: join(dir, 'assets/index-1.js'),
      contentType: script,
    },
    'app://subroot/assets/a%20b.css': { path: join(dir, 'assets/a b.css'), contentType: style },
  })
})
