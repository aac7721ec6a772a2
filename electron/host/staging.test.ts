import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isPlainPath, stageFile } from './staging.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'staging-test-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true })
})

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

describe('stageFile', () => {
  it('writes the text where only this user can read or change it, and takes it away again', async () => {
    const staged = await stageFile('é\n', dir)
    expect({
      text: readFileSync(staged.path, 'utf8'),
      byteLength: staged.byteLength,
      place: dirname(dirname(staged.path)),
      modes: [modeOf(staged.path), modeOf(dirname(staged.path))],
      plain: isPlainPath(staged.path),
    }).toEqual({ text: 'é\n', byteLength: 3, place: dir, modes: ['600', '700'], plain: true })
    await staged.remove()
    expect(existsSync(dirname(staged.path))).toBe(false)
  })

  it('goes also while another program of the user keeps putting files beside the text', async () => {
    const putting = 'while [ -d "$0" ]; do echo >"$0/new"; mv "$0/new" "$0/script"; done'
    for (let round = 0; round < 20; round += 1) {
      const { path, remove } = await stageFile('text', dir)
      const other = spawn('sh', ['-c', putting, dirname(path)], { stdio: 'ignore' })
      const ended = once(other, 'exit')
      await expect.poll(() => readFileSync(path, 'utf8'), { interval: 1 }).toBe('\n')
      await remove()
      expect(existsSync(dirname(path))).toBe(false)
      await ended
    }
  })

  it.each<[string, () => string | undefined]>([
    ['none', () => undefined],
    ['one that is not there', () => join(dir, 'absent')],
    ['one whose path a shell would expand', () => mkdtempSync(join(dir, '$HOME-'))],
    [
      'a link to one',
      () => {
        symlinkSync(dir, join(dir, 'link'))
        return join(dir, 'link')
      },
    ],
    ['a relative one', () => 'run/user'],
  ])('uses the directory for temporary files instead of %s', async (_, runtimeDir) => {
    vi.stubEnv('XDG_RUNTIME_DIR', undefined)
    const staged = await stageFile('text', runtimeDir())
    expect(dirname(dirname(staged.path))).toBe(tmpdir())
    await staged.remove()
  })

  it.runIf(process.getuid?.() === 0)('does not use a directory of somebody else', async () => {
    const foreign = mkdtempSync(join(dir, 'foreign-'))
    chownSync(foreign, 6, 6)
    const staged = await stageFile('text', foreign)
    expect(dirname(dirname(staged.path))).toBe(tmpdir())
    await staged.remove()
  })
})
