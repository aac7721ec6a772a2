import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunProcess } from './run-process.ts'
import { loginUidOf, parseRunProcesses, stateOfProcess } from './run-process.ts'

/** A real process, as progress.sh would note it. */
function noted(pid: number): RunProcess {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return {
    pid: String(pid),
    start: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '',
    bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    loginUid: '1000',
  }
}

describe('stateOfProcess', () => {
  it('sees a real process run, and sees at once that it was killed', async () => {
    const child = spawn('sleep', ['600'])
    const process = noted(child.pid ?? 0)
    expect(await stateOfProcess(process)).toBe('running')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await stateOfProcess(process)).toBe('gone')
  })

  it('takes a real process that is dead and not yet waited for as gone', async () => {
    // The shell that started it becomes a program that never waits for it.
    const parent = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [output] = await once(parent.stdout, 'data')
    const pid = Number(String(output))
    const zombie = noted(pid)
    // Until then it is still a shell, and may take notice.
    await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8')).toBe('sleep\n')
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ')
    expect(await stateOfProcess(zombie)).toBe('gone')
    parent.kill('SIGKILL')
  })

  it('is not deceived by another process of the same number, or by another boot', async () => {
    const own = noted(process.pid)
    expect(await stateOfProcess(own)).toBe('running')
    expect(await stateOfProcess({ ...own, start: '1' })).toBe('gone')
    expect(await stateOfProcess({ ...own, bootId: 'another' })).toBe('gone')
  })

  describe('on a simulated /proc', () => {
    let procDir: string
    beforeEach(() => {
      procDir = mkdtempSync(join(tmpdir(), 'proc-test-'))
      mkdirSync(join(procDir, 'sys/kernel/random'), { recursive: true })
      writeFileSync(join(procDir, 'sys/kernel/random/boot_id'), 'boot\n')
    })
    afterEach(() => rmSync(procDir, { recursive: true }))

    it('knows nothing where the processes of root are hidden', async () => {
      const process = { pid: '4711', start: '5', bootId: 'boot', loginUid: '' }
      expect(await stateOfProcess(process, procDir)).toBe('unknown')
      mkdirSync(join(procDir, '1'))
      writeFileSync(join(procDir, '1/stat'), '1 (init) S 0')
      expect(await stateOfProcess(process, procDir)).toBe('gone')
    })

    it('reads the start of a program with a name that looks like more fields', async () => {
      const fields = Array.from({ length: 30 }, (_, index) => String(index + 3))
      mkdirSync(join(procDir, '4711'))
      writeFileSync(join(procDir, '4711/stat'), `4711 (a) S 1) ${fields.join(' ')}`)
      const process = { pid: '4711', start: '22', bootId: 'boot', loginUid: '' }
      expect(await stateOfProcess(process, procDir)).toBe('running')
    })
  })
})

describe('parseRunProcesses', () => {
  it('reads each whole line, and leaves out what is none', () => {
    expect(parseRunProcesses('10 20 boot 1000\n11 21 boot\nx y z\n')).toEqual([
      { pid: '10', start: '20', bootId: 'boot', loginUid: '1000' },
      { pid: '11', start: '21', bootId: 'boot', loginUid: '' },
    ])
  })
})

it.each([
  ['1000', 1000],
  ['0', 0],
  ['4294967295', undefined],
  ['', undefined],
  ['alice', undefined],
])('takes the login UID %j as %s', (loginUid, expected) => {
  expect(loginUidOf({ pid: '1', start: '1', bootId: '', loginUid })).toBe(expected)
})
