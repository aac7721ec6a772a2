import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type RunOptions = {
  readonly user?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  /** A cgroup of the machine, as a path on the host; without it the one of the machine's first process. */
  readonly cgroupDir?: string
  readonly timeoutMs?: number
}

export type RunResult = { readonly code: number; readonly stdout: string; readonly stderr: string }

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** The first process of the machine that a keeper keeps, as the host numbers it; undefined while there is none. */
export function findLeader(keeperPid: number): number | undefined {
  // keeper > unshare > systemd-nspawn, the first of its PID namespace > systemd, the first of the machine's
  for (const unshare of childrenOf(keeperPid)) {
    for (const nspawn of childrenOf(unshare)) {
      for (const child of childrenOf(nspawn)) {
        if (readStatus(child, 'NSpid').at(-1) === '1' && readComm(child) === 'systemd') return child
      }
    }
  }
  return undefined
}

/** Which cgroup a process belongs to, as a path on the host. `procDir` is that of the host or of a machine. */
export function cgroupDirOf(pid: number, procDir = '/proc'): string {
  const unified = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, , type]) => type === 'cgroup2')?.[1]
  const group = /^0::(.*)$/m.exec(readFileSync(join(procDir, `${pid}`, 'cgroup'), 'utf8'))?.[1]
  if (unified === undefined || group === undefined) {
    throw new Error(`Process ${pid} has no cgroup in a unified hierarchy.`)
  }
  return join(unified, group)
}

export function spawnInside(
  leaderPid: number,
  argv: readonly string[],
  options: RunOptions = {},
): ChildProcessWithoutNullStreams {
  const { user, env = {}, cgroupDir = cgroupDirOf(leaderPid) } = options
  const joinCgroup = ['-c', 'echo 0 >"$1/cgroup.procs" && shift && exec "$@"', 'sh', cgroupDir]
  const namespaces = ['--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup']
  const enter = ['nsenter', '--target', `${leaderPid}`, ...namespaces, '--']
  const become =
    user === undefined ? [] : ['setpriv', '--reuid', user, '--regid', user, '--init-groups', '--']
  const variables = Object.entries({ PATH: path, LANG: 'C.UTF-8', ...env })
  const clean = ['env', '-i', ...variables.map(([name, value]) => `${name}=${value}`)]
  // The shell inside is the parent of the command: pkexec, for one, wants a parent that it can see.
  const command = ['sh', '-c', '"$@"; exit "$?"', 'sh', ...argv]
  return spawn('sh', [...joinCgroup, ...enter, ...become, ...clean, ...command])
}

export async function runInside(
  leaderPid: number,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const child = spawnInside(leaderPid, argv, options)
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  child.stdin.on('error', () => {}).end(options.input ?? '')
  const timeoutMs = options.timeoutMs ?? 420_000
  const timer = setTimeout(() => {
    stderr += `\nNot finished after ${timeoutMs} ms: ${argv.join(' ')}`
    child.kill('SIGKILL')
    child.stdout.destroy()
    child.stderr.destroy()
  }, timeoutMs)
  const [code] = await once(child, 'close')
  clearTimeout(timer)
  return { code: typeof code === 'number' ? code : 1, stdout, stderr }
}

export function childrenOf(pid: number): readonly number[] {
  return readText(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

function readComm(pid: number): string {
  return readText(`/proc/${pid}/comm`).trim()
}

function readStatus(pid: number, field: string): readonly string[] {
  const line = readText(`/proc/${pid}/status`)
    .split('\n')
    .find((text) => text.startsWith(`${field}:`))
  return line?.split('\t').slice(1) ?? []
}

/** Empty for a process that is gone. */
function readText(procPath: string): string {
  try {
    return readFileSync(procPath, 'utf8')
  } catch {
    return ''
  }
}
