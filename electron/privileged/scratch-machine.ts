import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A machine for tests of what root runs: the real programs, but /etc, /run and /var are directories of its own,
 * mounted there in a mount namespace that only the tested program sees. The program itself is unchanged and knows
 * nothing of it.
 */
export type ScratchMachine = {
  /** Where a path of the machine lies on this one. */
  readonly outside: (path: string) => string
  readonly write: (path: string, text: string, mode?: number) => void
  readonly read: (path: string) => string | undefined
  /** Starts a command in the machine. */
  readonly start: (command: readonly string[]) => ChildProcess
  /** Runs a command in the machine to its end. */
  readonly run: (command: readonly string[]) => {
    readonly exitCode: number | null
    readonly output: string
  }
  readonly remove: () => void
}

const MOUNT = `
  mount --bind "$0/etc" /etc && mount --bind "$0/run" /run && mount --bind "$0/var" /var && exec "$@"`

/** Root needs only the mount namespace; anybody else gets a user namespace too, where that is allowed. */
const UNSHARE = [
  'unshare',
  '--mount',
  ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
] as const

/** Why there can be no scratch machine here, in the machine's own words; undefined where there can. */
export function scratchMachineObstacle(): string | undefined {
  const [command, ...options] = UNSHARE
  const trial = spawnSync(command, [...options, 'mount', '--bind', '/tmp', '/tmp'], {
    encoding: 'utf8',
  })
  return trial.status === 0 ? undefined : (trial.error?.message ?? trial.stderr).trim()
}

export function createScratchMachine(): ScratchMachine {
  const root = mkdtempSync(join(scratchDir(), 'subroot-scratch-'))
  const outside = (path: string) => join(root, path)
  for (const dir of ['etc', 'run', 'var/lib', 'var/log'])
    mkdirSync(outside(dir), { recursive: true })
  for (const path of ['/etc/login.defs', '/etc/alternatives', '/etc/ld.so.cache']) {
    if (existsSync(path)) cpSync(path, outside(path), { recursive: true, verbatimSymlinks: true })
  }
  const write = (path: string, text: string, mode = 0o644) =>
    writeFileSync(outside(path), text, { mode })
  write('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nshadow: files\ngshadow: files\n')
  write('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n')
  write('/etc/group', 'root:x:0:\nalice:x:1000:\n')
  write('/etc/shadow', 'root:*:19000:0:99999:7:::\nalice:!:19000:0:99999:7:::\n', 0o640)
  write('/etc/gshadow', 'root:*::\nalice:!::\n', 0o640)
  write('/etc/subuid', 'alice:100000:65536\n')
  write('/etc/subgid', 'alice:100000:65536\n')

  const [command, ...options] = [...UNSHARE, 'sh', '-c', MOUNT, root]
  return {
    outside,
    write,
    read: (path) => (existsSync(outside(path)) ? readFileSync(outside(path), 'utf8') : undefined),
    start: (program) => spawn(command, [...options, ...program], { stdio: 'ignore' }),
    run: (program) => {
      const { status, stdout, stderr } = spawnSync(command, [...options, ...program], {
        encoding: 'utf8',
      })
      return { exitCode: status, output: stdout + stderr }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** In memory where that can be had: the program waits for the disk after each write. */
function scratchDir(): string {
  try {
    accessSync('/dev/shm', constants.W_OK)
    return '/dev/shm'
  } catch {
    return tmpdir()
  }
}
