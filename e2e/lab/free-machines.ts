import { mkdirSync, readFileSync, rmSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Release } from './base.ts'
import { attachMachine, bootFreeMachine } from './machine.ts'
import type { Machine } from './machine.ts'

/** Machines by hand: the only ones that outlive the command that booted them, one of each release, until taken down. */
const stateDir = '/run/subroot-lab'

export async function bringUp(release: Release): Promise<void> {
  if (findKeeper(release) !== undefined) {
    throw new Error(
      `A ${release} machine is up already. End it with: npm run lab -- down ${release}`,
    )
  }
  mkdirSync(stateDir, { recursive: true })
  const keeperPid = await bootFreeMachine(release, join(stateDir, `${release}.log`))
  writeFileSync(statePath(release), `${keeperPid}\n`)
}

export async function findMachine(release: Release): Promise<Machine> {
  const keeperPid = findKeeper(release)
  if (keeperPid === undefined) {
    throw new Error(`No ${release} machine is up. Boot one with: npm run lab -- up ${release}`)
  }
  return attachMachine(release, keeperPid)
}

export async function takeDown(release: Release): Promise<void> {
  const keeperPid = findKeeper(release)
  if (keeperPid !== undefined) {
    process.kill(keeperPid, 'SIGTERM')
    while (isKeeper(keeperPid)) await sleep(50)
  }
  rmSync(statePath(release), { force: true })
  rmSync(join(stateDir, `${release}.log`), { force: true })
  try {
    rmdirSync(stateDir)
  } catch {
    // Another release's machine is up, or none ever was.
  }
}

function findKeeper(release: Release): number | undefined {
  try {
    const keeperPid = Number(readFileSync(statePath(release), 'utf8'))
    return isKeeper(keeperPid) ? keeperPid : undefined
  } catch {
    return undefined
  }
}

/** A process number alone may be another's by now. */
function isKeeper(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('keeper.sh\0free')
  } catch {
    return false
  }
}

function statePath(release: Release): string {
  return join(stateDir, release)
}
