import { setTimeout as sleep } from 'node:timers/promises'
import type { Failure, RunSummary } from '#contract/channels.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { failure, success } from '#domain/result.ts'
import type { Host } from '#host/host.ts'
import type { HostDescription } from './host-description-schema.ts'
import { loadHost } from './host-description.ts'
import { readScript } from './script-reader.ts'
import type { SimulatedMachine } from './simulated-machine.ts'
import { createMachine, takeProcessSnapshot } from './simulated-machine.ts'
import { reboot } from './simulated-reboot.ts'
import { takeSnapshot } from './simulated-reading.ts'
import { carryOut } from './simulated-run.ts'

/** What can be made to go wrong; e2e/hosts/README.md says what each one does. */
export const FAULTS = [
  'dialog-dismissed',
  'not-authorised',
  'no-agent',
  'no-pkexec',
  'docker-does-not-start',
  'rollback-failed',
  'facts-changed',
  'changed-since-review',
  'socket-unreadable',
] as const
export type Fault = (typeof FAULTS)[number]

export type SimulatedHostOptions = {
  /** The directory of all simulated machines (e2e/hosts). */
  readonly hostsDir: string
  readonly hostName: string
  readonly fault?: Fault | undefined
  /** How long a step of a run takes; reading the machine and the password dialog take as long. */
  readonly stepMs?: number
}

type SimulatedHost = Host & {
  readonly restart: () => void
  /** Somebody replaces `from` in a file; an empty `from` stands for the file's end. Docker reads it at its next start. */
  readonly edit: (path: string, from: string, to: string) => void
}

/**
 * A machine that exists in memory only, for end-to-end tests of the interface. It starts as e2e/hosts/<name> describes
 * it and says of itself that it is simulated. Runs are carried out command by command from the script's own text.
 */
export function createSimulatedHost({
  hostsDir,
  hostName,
  fault,
  stepMs = 150,
}: SimulatedHostOptions): SimulatedHost {
  const loaded = loadHost(hostsDir, hostName)
  const machine = createMachine(
    fault === 'socket-unreadable'
      ? { ...loaded, description: withRootOnlySocket(loaded.description) }
      : loaded,
  )
  const runs: RunSummary[] = []
  let readings = 0
  let elevations = 0

  /** The password dialog. What the user does there (dismissed, wrong password) goes wrong once; the rest always. */
  async function elevate(): Promise<Failure | undefined> {
    await sleep(stepMs)
    elevations += 1
    switch (fault) {
      case 'dialog-dismissed':
        return elevations > 1
          ? undefined
          : {
              code: 'dialog-dismissed',
              detail:
                'User did not grant permission.\nError executing command as another user: Request dismissed',
            }
      case 'not-authorised':
        return elevations > 1
          ? undefined
          : {
              code: 'not-authorised',
              detail:
                'User did not grant permission.\nError executing command as another user: Not authorized',
            }
      case 'no-agent':
        return {
          code: 'no-agent',
          detail: 'No polkit authentication agent found.',
        }
      case 'no-pkexec':
        return { code: 'no-pkexec', detail: 'Unable to find pkexec or kdesudo.' }
      default:
        return undefined
    }
  }

  async function read(access: HostSnapshot['access']): Promise<HostSnapshot> {
    await sleep(stepMs)
    readings += 1
    // Somebody creates an account between the check and the apply, as useradd(8) does.
    if (fault === 'facts-changed' && readings === 2) addColleague(machine)
    return takeSnapshot(machine, access)
  }

  return {
    simulated: true,
    readSnapshot: () => read('user'),
    async readSnapshotElevated() {
      const obstacle = await elevate()
      return obstacle ? failure(obstacle) : success(await read('elevated'))
    },
    async runScript(runId, scriptText, onEvent) {
      const obstacle = await elevate()
      if (obstacle) return failure(obstacle)
      const script = readScript(scriptText)
      if (fault === 'changed-since-review') addColleague(machine)
      const startedAt = Date.now()
      const index = runs.length
      const record = (end: Pick<RunSummary, 'outcome' | 'finishedAt'>) => {
        runs[index] = {
          runId,
          action: script.action,
          startedAt,
          plan: script.plan,
          undoneBy: undefined,
          ...end,
        }
      }
      record({ outcome: 'unfinished', finishedAt: undefined })
      const runFault =
        fault === 'docker-does-not-start' || fault === 'rollback-failed' ? fault : undefined
      const outcome = await carryOut(script, { machine, fault: runFault, stepMs, onEvent })
      record({ outcome, finishedAt: Date.now() })
      // transaction.sh keeps no journal of a run that changed nothing.
      if (outcome === 'refused') runs.splice(index, 1)
      if (outcome === 'done' && script.undoes !== undefined) markUndone(runs, script.undoes, runId)
      return success(outcome)
    },
    // Here no run is ever cut off.
    readRunScript: async () => undefined,
    listRuns: async () => runs.toReversed(),
    readProcesses: async () => takeProcessSnapshot(machine),
    watchProcesses: async () => takeProcessSnapshot(machine),
    restart: () => reboot(machine),
    edit: (path, from, to) => editFile(machine, path, from, to),
  }
}

function withRootOnlySocket(description: HostDescription): HostDescription {
  return { ...description, docker: { ...description.docker, socket: 'root-only' } }
}

function addColleague(machine: SimulatedMachine): void {
  const line = 'carol:1200000:65536\n'
  for (const path of ['/etc/subuid', '/etc/subgid']) {
    machine.texts.set(path, (machine.texts.get(path) ?? '') + line)
  }
}

function editFile({ texts }: SimulatedMachine, path: string, from: string, to: string): void {
  const text = texts.get(path) ?? ''
  if (!text.includes(from)) throw new Error(`There is no ${JSON.stringify(from)} in ${path}`)
  texts.set(path, from === '' ? text + to : text.replace(from, to))
}

function markUndone(runs: RunSummary[], undoneId: string, undoneBy: string): void {
  const index = runs.findIndex((run) => run.runId === undoneId)
  const undone = runs[index]
  if (undone) runs[index] = { ...undone, undoneBy }
}
