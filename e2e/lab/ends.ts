import { changeUnit } from './fault-ground.ts'
import type { LabUser } from './desktop.ts'
import type { Machine } from './machine.ts'
import { waitFor } from './wait-for.ts'

/** What ends a run, the wizard or the screen in the middle of a change, for which Docker's start is held up. */

/** The process that does a run, and the run's name. */
export type RootRun = { readonly runId: string; readonly pid: number }

const holdPath = '/run/hold-docker'

/** Docker does not start again until it is let go: a run waits for it. Its unit is changed until `restoreUnit`. */
export async function holdDocker(machine: Machine): Promise<void> {
  await machine.shell(`touch ${holdPath}`)
  const wait = `ExecStartPre=/bin/sh -c 'while [ -e ${holdPath} ]; do sleep 0.1; done'`
  await changeUnit(machine, '[Service]', wait)
}

export async function letDockerGo(machine: Machine): Promise<void> {
  await machine.shell(`rm -f ${holdPath}`)
}

/** The run that is at work, once it has told Docker to restart. */
export async function waitForRestart(machine: Machine): Promise<RootRun> {
  const find = `
    cd /run/subroot || exit 0
    for run in *-*; do
      read -r pid start rest <"$run/process" || continue
      # As stateOfProcess has it: numbers are used again, and what is dead may still be seen.
      [ "$(sed -n 's/.*) [^XZ] //p' "/proc/$pid/stat" | cut -d' ' -f19)" = "$start" ] || continue
      grep -q 'step-started.restart-docker$' "$run/events" && echo "$run $pid"
    done`
  const line = await waitFor('a run that restarts Docker', async () => {
    const { stdout } = await machine.exec(['sh', '-c', find])
    return stdout.trim() || undefined
  })
  const [runId = '', pid] = line.split(' ')
  return { runId, pid: Number(pid) }
}

/** Waits until no run is at work; returns how this one ended. */
export async function waitForEnd(machine: Machine, { runId }: RootRun): Promise<string> {
  return waitFor('the end of the run', async () => {
    const { stdout } = await machine.exec(['tail', '-n', '1', `/run/subroot/${runId}/events`])
    return /\trun-finished\t(.+)$/.exec(stdout.trim())?.[1]
  })
}

/** The wizard’s main process and its browser; the shells through which it asked for root are none of it. */
export async function appPids(machine: Machine, user: LabUser): Promise<readonly number[]> {
  return pidsOf(machine, ['-u', user, '-f', 'out/build/main/main[.]js|/subroot-chromium-'])
}

export async function screenPids(machine: Machine, user: LabUser): Promise<readonly number[]> {
  return pidsOf(machine, ['-u', user, '-x', 'Xvfb'])
}

/** SIGKILL, to all of them at once. */
export async function kill(machine: Machine, pids: readonly number[]): Promise<void> {
  if (pids.length === 0) throw new Error('There is nothing to kill.')
  await machine.shell(`kill -KILL ${pids.join(' ')}`)
}

async function pidsOf(machine: Machine, pattern: readonly string[]): Promise<readonly number[]> {
  const { stdout } = await machine.exec(['pgrep', ...pattern])
  return stdout.trim().split('\n').filter(Boolean).map(Number)
}
