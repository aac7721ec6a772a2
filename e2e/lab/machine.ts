import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cacheDir, ensureBase } from './base.ts'
import type { Release } from './base.ts'
import { cgroupDirOf, findLeader, runInside, spawnInside } from './machine-processes.ts'
import type { RunOptions, RunResult } from './machine-processes.ts'
import { waitFor } from './wait-for.ts'

/** Where the checkout, with its node_modules and its build, can be read in a machine. */
export const checkoutInside = '/opt/subroot'

/** The host's own Node: a release's may be too old. */
export const nodeInside = '/usr/local/bin/node'

/** A Debian system that is up, with Docker answering. */
export type Machine = {
  readonly release: Release
  /** Runs a command as root, or as `user` outside any login session. A command that fails is a result, not an error. */
  readonly exec: (argv: readonly string[], options?: RunOptions) => Promise<RunResult>
  readonly spawn: (argv: readonly string[], options?: RunOptions) => ChildProcessWithoutNullStreams
  /** Runs a script as root that must succeed; returns what it printed, trimmed. */
  readonly shell: (script: string) => Promise<string>
  /** The cgroup of a process that has this number in the machine. */
  readonly cgroupDirOf: (pid: number) => string
}

export type OwnedMachine = Machine & {
  readonly keeperPid: number
  readonly stop: () => Promise<void>
}

/** Boots a copy of a release's base within seconds. It ends with this process, whatever ends that, or by `stop`. */
export async function bootMachine(release: Release): Promise<OwnedMachine> {
  const keeper = spawn('sh', keeperArguments('owned', await ensureBase(release)), {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  const keeperPid = keeper.pid ?? 0
  // The machine's console, and what its keeper says.
  let lastWords = ''
  const listen = (chunk: string) => {
    lastWords = (lastWords + chunk).slice(-4000)
  }
  keeper.stdout.setEncoding('utf8').on('data', listen)
  keeper.stderr.setEncoding('utf8').on('data', listen)
  const exited = once(keeper, 'exit')
  const stop = async () => {
    keeper.stdin.end()
    await exited
  }
  try {
    const machine = await Promise.race([
      attachMachine(release, keeperPid),
      exited.then(() => Promise.reject(new Error('Its keeper ended.'))),
    ])
    return { ...machine, keeperPid, stop }
  } catch (error) {
    const said = lastWords.trim()
    await stop()
    throw new Error(`No ${release} machine came up. It said:\n${said}`, { cause: error })
  }
}

/** Boots a machine that stays until its keeper gets SIGTERM, whose PID this returns. */
export async function bootFreeMachine(release: Release, logPath: string): Promise<number> {
  const log = openSync(logPath, 'w')
  const keeper = spawn('sh', keeperArguments('free', await ensureBase(release)), {
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  keeper.unref()
  const keeperPid = keeper.pid ?? 0
  await attachMachine(release, keeperPid)
  return keeperPid
}

/** The machine that a keeper keeps, once it is up. */
export async function attachMachine(release: Release, keeperPid: number): Promise<Machine> {
  const leaderPid = await waitFor('the first process', () => findLeader(keeperPid))
  const exec: Machine['exec'] = (argv, options) => runInside(leaderPid, argv, options)
  await waitFor('systemd', async () => {
    const { stdout, stderr } = await exec(['systemctl', 'is-system-running', '--wait'])
    const state = stdout.trim()
    if (state !== 'degraded') return state === 'running' ? state : undefined
    const failed = await exec(['systemctl', '--failed', '--no-legend', '--plain'])
    throw new Error(`Units failed while the machine booted: ${failed.stdout}${stderr}`)
  })
  await waitFor('Docker', async () => {
    const ping = ['curl', '-fsS', '--max-time', '60', '--unix-socket', '/run/docker.sock']
    return (await exec([...ping, 'http://docker/_ping'])).stdout === 'OK' || undefined
  })
  return {
    release,
    exec,
    spawn: (argv, options) => spawnInside(leaderPid, argv, options),
    shell: async (script) => {
      const { code, stdout, stderr } = await exec(['sh', '-euc', script])
      if (code !== 0)
        throw new Error(`In the machine, this ended with ${code}:\n${script}\n${stderr}`)
      return stdout.trim()
    },
    cgroupDirOf: (pid) => cgroupDirOf(pid, `/proc/${leaderPid}/root/proc`),
  }
}

function keeperArguments(ownership: 'owned' | 'free', baseDir: string): string[] {
  const checkoutDir = resolve(import.meta.dirname, '../..')
  return [
    join(import.meta.dirname, 'keeper.sh'),
    ownership,
    baseDir,
    join(cacheDir, 'scratch'),
    `--bind-ro=${checkoutDir}:${checkoutInside}`,
    `--bind-ro=${process.execPath}:${nodeInside}`,
  ]
}
