import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const isRoot = process.getuid?.() === 0

/** A new directory that nobody may look into too: the real readers are asked as an unprivileged user. */
export function makeCasesDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'subroot-fuzz-'))
  chmodSync(dir, 0o755)
  return dir
}

/**
 * Runs a shell script in a mount namespace of its own: what it lays over /etc, no other program sees. Without root it
 * also gets a user namespace, where the kernel allows that.
 */
export function runInNamespace(
  script: string,
  args: readonly string[],
): { readonly stdout: string; readonly stderr: string; readonly ok: boolean } {
  const user = isRoot ? [] : ['--user', '--map-root-user']
  const { stdout, stderr, status } = spawnSync(
    'setpriv',
    // It ends with us, whatever ends us.
    [
      '--pdeathsig',
      'KILL',
      'unshare',
      ...user,
      '--mount',
      '--propagation',
      'private',
      'sh',
      '-euc',
      script,
      'sh',
      ...args,
    ],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    },
  )
  return { stdout, stderr, ok: status === 0 }
}

export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v -- "$1"', 'sh', program]).status === 0
}
