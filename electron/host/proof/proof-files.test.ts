import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { FILE_NAME } from '#domain/proof/proof-script.ts'
import { makeProofDir, ownerOfFile, removeOldProofDirs } from './proof-dir.ts'
import { findRootOnlyFile } from './root-only-file.ts'

const dir = mkdtempSync(join(tmpdir(), 'subroot-test-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const uid = process.getuid?.() ?? 0

describe('the directory of a proof', () => {
  it('may be passed through but not listed, and any UID may write into what it holds', async () => {
    const proofDir = await makeProofDir(dir)
    const writable = await proofDir.makeWritable()
    const modes = [dirname(writable), writable].map((path) => lstatSync(path).mode & 0o7777)
    expect(modes).toEqual([0o711, 0o777])
    expect(await ownerOfFile(writable)).toBeUndefined()
    writeFileSync(join(writable, FILE_NAME), '')
    expect(await ownerOfFile(writable)).toMatchObject({ uid })
    await proofDir.remove()
    expect(existsSync(dirname(writable))).toBe(false)
  })

  it('takes no link for the file', async () => {
    const proofDir = await makeProofDir(dir)
    const writable = await proofDir.makeWritable()
    symlinkSync('/etc/passwd', join(writable, FILE_NAME))
    expect(await ownerOfFile(writable)).toBeUndefined()
    await proofDir.remove()
  })

  it('is removed later when its proof was killed, and nothing else is', async () => {
    await (await makeProofDir(dir)).makeWritable()
    writeFileSync(join(dir, 'subroot-proof-a-file'), '')
    symlinkSync('/etc', join(dir, 'subroot-proof-a-link'))
    writeFileSync(join(dir, 'other'), '')
    await removeOldProofDirs(dir)
    expect(readdirSync(dir).toSorted()).toEqual([
      'other',
      'subroot-proof-a-file',
      'subroot-proof-a-link',
    ])
  })
})

describe('findRootOnlyFile', () => {
  it('passes over what others may read, what is no file and what is somebody else’s', async () => {
    symlinkSync('/etc/shadow', join(dir, 'link'))
    const open = file('open', 0o644)
    const paths = [join(dir, 'missing'), join(dir, 'link'), dir, open]
    expect(await findRootOnlyFile(paths, uid)).toBeUndefined()
    expect(await findRootOnlyFile([file('other', 0o600)], uid + 1)).toBeUndefined()
  })

  it('passes over what this user may read, whatever its mode says', async () => {
    // Root reads everything, and anybody their own file.
    expect(await findRootOnlyFile([file('own', 0o600)], uid)).toBeUndefined()
  })
})

function file(name: string, mode: number): string {
  const path = join(dir, name)
  writeFileSync(path, '')
  chmodSync(path, mode)
  return path
}
