import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProcess } from './process-runner.ts'

const limits = { timeoutMs: 60_000, maxOutputBytes: 1024 }

describe('runProcess', () => {
  it('passes arguments on as they are, without a shell', async () => {
    const words = ['%s|', '$HOME', 'a b', "it's", '`id`', '*', '']
    expect(await runProcess('printf', words, limits)).toEqual({
      ok: true,
      value: { exitCode: 0, stdout: "$HOME|a b|it's|`id`|*||", stderr: '' },
    })
  })

  it('gives exit code and both outputs, and an untranslated environment', async () => {
    const result = await runProcess('sh', ['-c', 'echo $LC_ALL; echo no >&2; exit 3'], limits)
    expect(result).toEqual({ ok: true, value: { exitCode: 3, stdout: 'C\n', stderr: 'no\n' } })
  })

  it('gives the process nothing to read', async () => {
    expect(await runProcess('cat', [], limits)).toMatchObject({ value: { stdout: '' } })
  })

  it('tells a program that is not there', async () => {
    expect(await runProcess('subroot-no-such-program', [], limits)).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    })
  })

  it('stops a process that takes too long, even if its child keeps the output open', async () => {
    const script = 'sleep 600 & echo $! >"$0"; wait'
    const pidFile = join(mkdtempSync(join(tmpdir(), 'process-runner-')), 'pid')
    // Long enough for the shell to have written.
    const limited = { ...limits, timeoutMs: 5000 }
    expect(await runProcess('sh', ['-c', script, pidFile], limited)).toEqual({
      ok: false,
      error: { code: 'timed-out', detail: 'sh' },
    })
    // It was not waited for.
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL')
    rmSync(dirname(pidFile), { recursive: true })
  })

  it('stops a process that writes too much', async () => {
    expect(await runProcess('yes', [], limits)).toEqual({
      ok: false,
      error: { code: 'too-much-output', detail: 'yes' },
    })
  })

  it('stops when it is told to, before or during the run', async () => {
    const during = runProcess('sleep', ['30'], { ...limits, signal: AbortSignal.timeout(50) })
    const before = runProcess('sleep', ['30'], { ...limits, signal: AbortSignal.abort() })
    expect(await Promise.all([during, before])).toEqual([
      { ok: false, error: { code: 'aborted', detail: 'sleep' } },
      { ok: false, error: { code: 'aborted', detail: 'sleep' } },
    ])
  })
})
