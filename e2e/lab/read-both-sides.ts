import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ContainerProcess } from '#domain/container-process.ts'
import { createMainReading } from '../bench/main-reading.ts'
import { waitFor } from './wait-for.ts'

/** Runs in a machine as a user: so many readings of the comparison, each between two lists of ps. */
export type Round = {
  readonly before: readonly PsProcess[]
  readonly ours: readonly ContainerProcess[]
  readonly after: readonly PsProcess[]
}

/** A process as `ps -eo pid,uid,gid,args` of the machine shows it. */
export type PsProcess = {
  readonly pid: number
  readonly uid: number
  readonly gid: number
  readonly args: string
  /** Whether it is in a container's cgroup, looked up right after ps. */
  readonly inContainer: boolean
}

const read = createMainReading()
// The names of containers come in the background.
const firstIds = new Set((await read()).map(({ containerId }) => containerId))
await waitFor('the names of the containers', async () => {
  const nameless = (await read()).filter(({ containerName }) => containerName === undefined)
  return nameless.some(({ containerId }) => firstIds.has(containerId)) ? undefined : true
})

const rounds: Round[] = []
for (let round = 0; round < Number(process.argv[2]); round += 1) {
  const before = readPs()
  const ours = await read()
  rounds.push({ before, ours, after: readPs() })
  await sleep(200)
}
console.log(JSON.stringify(rounds))

function readPs(): readonly PsProcess[] {
  const { stdout } = spawnSync('ps', ['-ww', '-eo', 'pid,uid,gid,args'], { encoding: 'utf8' })
  return [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s(.*)$/gm)].map(
    ([, pid, uid, gid, args = '']) => ({
      pid: Number(pid),
      uid: Number(uid),
      gid: Number(gid),
      args,
      inContainer: isInContainer(Number(pid)),
    }),
  )
}

function isInContainer(pid: number): boolean {
  try {
    return /docker-[0-9a-f]{64}\.scope/.test(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))
  } catch {
    return false
  }
}
