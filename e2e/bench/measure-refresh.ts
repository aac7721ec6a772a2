import { spawnSync } from 'node:child_process'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createMainReading } from './main-reading.ts'

/**
 * Runs in a machine, as a user who may read Docker's socket: how long one refresh of the processes of all containers takes.
 * `all` measures every way, `ours` ours alone.
 */
export type Refresh = {
  readonly containers: number
  readonly processes: number
  /** Each container's `docker top`, one after the other; undefined when not asked for. */
  readonly cliMs?: number
  /** The API's top endpoint, 16 at a time, over connections that stay open. */
  readonly apiMs?: number
  /** The mean of many readings in steady state, which share the cost of reading each process afresh now and then. */
  readonly oursMs: number
}

const AT_ONCE = 16
const API_ROUNDS = 3
const WARM_READINGS = 40
const READINGS = 64

const socketPath = '/var/run/docker.sock'
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
const ids = spawnSync('docker', ['ps', '--quiet', '--no-trunc'], { encoding: 'utf8' })
  .stdout.trim()
  .split('\n')
const ours = await measureOurs()
const result: Refresh =
  process.argv[2] === 'all' ? { ...ours, apiMs: await measureApi(), cliMs: measureCli() } : ours
console.log(JSON.stringify(result))
agent.destroy()

async function measureOurs() {
  const read = createMainReading()
  // Names are asked for in the background; processes and code settle.
  for (let reading = 0; reading < WARM_READINGS; reading += 1) {
    await read()
    await sleep(100)
  }
  let processes: readonly unknown[] = []
  let totalMs = 0
  for (let reading = 0; reading < READINGS; reading += 1) {
    const startedAt = performance.now()
    processes = await read()
    totalMs += performance.now() - startedAt
    await sleep(100)
  }
  return { containers: ids.length, processes: processes.length, oursMs: totalMs / READINGS }
}

async function measureApi(): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < API_ROUNDS; round += 1) {
    const startedAt = performance.now()
    const waiting = [...ids]
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await top(id)
      }),
    )
    times.push(performance.now() - startedAt)
  }
  return times.toSorted((a, b) => a - b)[1] ?? Number.NaN
}

function top(id: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path: `/containers/${id}/top`, agent }, (reply) => {
      if (reply.statusCode !== 200) reject(new Error(`top of ${id}: ${reply.statusCode}`))
      reply.on('end', resolve).on('error', reject).resume()
    })
      .on('error', reject)
      .end()
  })
}

function measureCli(): number {
  const startedAt = performance.now()
  for (const id of ids) {
    const { status, stderr } = spawnSync('docker', ['top', id], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }
  return performance.now() - startedAt
}
