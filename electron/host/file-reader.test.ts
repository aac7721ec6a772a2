import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readEditableFile, readReferenceFile } from './file-reader.ts'

const dir = mkdtempSync(join(tmpdir(), 'subroot-test-'))
afterAll(() => rmSync(dir, { recursive: true }))

function write(name: string, content: string | Buffer): string {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}

const owner = { uid: process.getuid?.(), gid: process.getgid?.() }

describe('readEditableFile', () => {
  it('gives text, mode and owner', async () => {
    const path = write('plain', 'alice:100000:65536\n')
    chmodSync(path, 0o640)
    expect(await readEditableFile(path)).toEqual({
      kind: 'text',
      text: 'alice:100000:65536\n',
      mode: 0o640,
      ...owner,
    })
  })

  it.each([
    ['a byte order mark', '\uFEFF{}\r\n'],
    ['no final newline', '{"a": "é€😀"}'],
    ['nothing', ''],
  ])('keeps %s', async (_, text) => {
    expect(await readEditableFile(write('kept', text))).toMatchObject({ kind: 'text', text })
  })

  it('refuses bytes that are not UTF-8', async () => {
    const path = write('latin1', Buffer.from([0x7b, 0xe9, 0x7d]))
    expect(await readEditableFile(path)).toEqual({ kind: 'unreadable', reason: 'not-utf8' })
  })

  it('refuses a file of more than 1 MiB, and takes one of exactly that', async () => {
    const largest = 'x'.repeat(1024 * 1024)
    expect(await readEditableFile(write('largest', largest))).toMatchObject({ text: largest })
    expect(await readEditableFile(write('larger', `${largest}x`))).toEqual({
      kind: 'unreadable',
      reason: 'too-large',
    })
  })

  it('tells that a file or its directory is absent', async () => {
    const path = write('file', '')
    expect(await readEditableFile(join(dir, 'nothing'))).toEqual({ kind: 'absent' })
    expect(await readEditableFile(join(dir, 'nothing/in/it'))).toEqual({ kind: 'absent' })
    expect(await readEditableFile(join(path, 'below-a-file'))).toEqual({ kind: 'absent' })
  })

  it('refuses a directory, and a FIFO without waiting for its writer', async () => {
    spawnSync('sh', ['-c', 'mkfifo "$0"', join(dir, 'fifo')])
    expect(await readEditableFile(join(dir, 'fifo'))).toEqual({
      kind: 'unreadable',
      reason: 'not-regular',
    })
    expect(await readEditableFile(dir)).toEqual({ kind: 'unreadable', reason: 'not-regular' })
  })

  it.each(['target', 'missing', 'link'])('refuses a symbolic link to %s', async (target) => {
    write('target', 'here')
    const path = join(dir, 'link')
    rmSync(path, { force: true })
    symlinkSync(target, path)
    expect(await readEditableFile(path)).toEqual({ kind: 'unreadable', reason: 'not-regular' })
  })
})

describe('readReferenceFile', () => {
  it('follows links anywhere', async () => {
    mkdirSync(join(dir, 'usr'))
    write('usr/os-release', 'ID=debian\n')
    symlinkSync('usr/os-release', join(dir, 'os-release'))
    expect(await readReferenceFile(join(dir, 'os-release'))).toMatchObject({ text: 'ID=debian\n' })
  })
})
