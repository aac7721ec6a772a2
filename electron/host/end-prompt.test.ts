import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { endPrompts } from './end-prompt.ts'

/** Real processes, with sleep in the place of pkexec, under a shell as sudo-prompt starts it. */
let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'end-prompt-'))
  copyFileSync('/usr/bin/sleep', join(dir, 'pkexec'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function shell(script: string) {
  return spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] })
}

it('ends the pkexec that this process asked for, and no other program', async () => {
  const prompt = shell(`"${dir}/pkexec" 600; echo ended`)
  const other = shell('sleep 600; echo ended')
  // Somebody else's by now, because the process between is gone.
  const orphan = shell(`"${dir}/pkexec" 600 >/dev/null 2>&1 & echo $!`)
  const orphaned = once(orphan, 'exit')
  const [orphanPid] = await once(orphan.stdout, 'data')
  await orphaned
  let said = ''
  prompt.stdout.on('data', (chunk: Buffer) => (said += String(chunk)))

  await expect
    .poll(() => {
      endPrompts()
      return said
    })
    .toBe('ended\n')
  expect([other.exitCode, other.signalCode]).toEqual([null, null])
  expect(process.kill(Number(String(orphanPid)), 'SIGKILL')).toBe(true)
  other.kill()
})
