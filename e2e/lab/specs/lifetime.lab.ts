import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { childrenOf } from '../machine-processes.ts'
import { bootMachine } from '../machine.ts'
import { waitFor } from '../wait-for.ts'

/** A machine never outlives its command, and two machines never meet. */
const command = join(import.meta.dirname, 'idle-machine.ts')
const children: ChildProcess[] = []
beforeAll(async () => {
  // The first machine ever also makes a directory in /run.
  await (await bootMachine('bookworm')).stop()
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts the command through a shell and tsx, as npm does; returns when its machine is up. */
async function startCommand() {
  const shell = spawn('sh', ['-c', `npx tsx ${command}; true`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(shell)
  for await (const line of createInterface({ input: shell.stdout })) {
    const keeperPid = /^up (\d+)$/.exec(line)?.[1]
    if (keeperPid !== undefined) return { pid: shell.pid ?? 0, keeperPid: Number(keeperPid) }
  }
  throw new Error('The command ended before its machine was up.')
}

/** Everything below a process, itself included. */
function familyOf(pid: number): readonly number[] {
  return [pid, ...childrenOf(pid).flatMap(familyOf)]
}

/** Of a keeper: the program that booted its machine. */
function parentOf(pid: number): number {
  return Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

function cgroupsOf(keeperPid: number): readonly string[] {
  return ['/sys/fs/cgroup', '/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd']
    .map((hierarchy) => join(hierarchy, `subroot-lab-${keeperPid}`))
    .filter((dir) => existsSync(dir))
}

const isRunning = (pid: number) => existsSync(`/proc/${pid}/stat`)

it.each(['shell', 'program'] as const)(
  'ends with its command when the %s is killed, and leaves nothing behind',
  async (victim) => {
    const mountsBefore = readFileSync('/proc/mounts', 'utf8')
    const runBefore = readdirSync('/run')
    const { pid, keeperPid } = await startCommand()
    const machine = familyOf(keeperPid)
    expect(machine.length).toBeGreaterThan(8)
    expect(cgroupsOf(keeperPid)).not.toEqual([])

    process.kill(victim === 'shell' ? pid : parentOf(keeperPid), 'SIGKILL')

    await waitFor('its end', () => (machine.some(isRunning) ? undefined : true))
    expect(cgroupsOf(keeperPid)).toEqual([])
    expect(readFileSync('/proc/mounts', 'utf8')).toBe(mountsBefore)
    expect(readdirSync('/run')).toEqual(runBefore)
  },
)

it('lets two machines run at once without meeting', async () => {
  const [one, other] = await Promise.all([bootMachine('bookworm'), bootMachine('bookworm')])
  try {
    await one.shell('docker network create only-here; touch /etc/only-here')
    expect(await other.shell('docker network ls --format "{{.Name}}" | sort')).toBe(
      'bridge\nhost\nnone',
    )
    expect(await other.exec(['test', '-e', '/etc/only-here'])).toMatchObject({ code: 1 })
    await one.stop()
    expect(await other.shell('systemctl is-system-running')).toBe('running')
  } finally {
    await Promise.all([one.stop(), other.stop()])
  }
})
