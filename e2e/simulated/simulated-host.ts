import { setTimeout as sleep } from 'node:timers/promises'
import type { Failure, RunRecord, RunSummary } from '#contract/channels.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { failure, success, type Result } from '#domain/result.ts'
import type { Resumption, RunEvent } from '#domain/run-events.ts'
import { quote } from '#domain/script.ts'
import { sha256 } from '#domain/sha256.ts'
import { elevatedCommand, wordsOf } from '#host/elevation.ts'
import { terminalCommand } from '#host/hand-over.ts'
import type { Host, RunEnd } from '#host/host.ts'
import type { HostDescription } from './host-description-schema.ts'
import { loadHost } from './host-description.ts'
import { readScript, type ReadScript } from './script-reader.ts'
import { backupsOf } from './simulated-backups.ts'
import type { SimulatedMachine } from './simulated-machine.ts'
import { createMachine, takeProcessSnapshot } from './simulated-machine.ts'
import { reboot } from './simulated-reboot.ts'
import { takeSnapshot } from './simulated-reading.ts'
import { carryOut, openJournal, type RunContext, type SimulatedJournal } from './simulated-run.ts'

/** What can be made to go wrong; e2e/hosts/README.md says what each one does. */
export const FAULTS = [
  'dialog-dismissed',
  'not-authorised',
  'no-agent',
  'no-pkexec',
  'line-not-run',
  'root-refused',
  'docker-does-not-start',
  'rollback-failed',
  'cut-off',
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
  const journals = new Map<string, { scriptText: string; journal: SimulatedJournal }>()
  const records = new Map<string, RunRecord>()
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

  async function start(
    runId: string,
    scriptText: string,
    onEvent: (event: RunEvent) => void,
  ): Promise<RunEnd> {
    const script = readScript(scriptText)
    const journal = openJournal(machine)
    const isFirst = journals.size === 0
    journals.set(runId, { scriptText, journal })
    runs.push({
      runId,
      action: script.action,
      startedAt: Date.now(),
      finishedAt: undefined,
      outcome: 'unfinished',
      plan: script.plan,
      undoneBy: undefined,
      cutOff: { running: true, startedBy: loaded.description.user.uid, events: journal.events },
    })
    return carry(runId, script, { journal, onEvent, isFirst })
  }

  async function resume(
    { runId, verb }: Resumption,
    scriptText: string,
    onEvent: (event: RunEvent) => void,
  ): Promise<Result<RunEnd, Failure>> {
    const kept = journals.get(runId)
    if (!kept) return failure({ code: 'run-unknown', detail: runId })
    const { journal } = kept
    return success(await carry(runId, readScript(scriptText), { journal, onEvent, resumed: verb }))
  }

  async function carry(
    runId: string,
    script: ReadScript,
    { isFirst = false, ...rest }: CarryOptions,
  ): Promise<RunEnd> {
    const outcome = await carryOut(script, {
      machine,
      fault: runFault(fault, isFirst),
      stepMs,
      ...rest,
    })
    const index = runs.findIndex((run) => run.runId === runId)
    const { cutOff, ...run } = runs[index] ?? failUnknown(runId)
    if (outcome === undefined) {
      runs[index] = { ...run, ...(cutOff && { cutOff: { ...cutOff, running: false } }) }
      return 'cut-off'
    }
    runs[index] = { ...run, outcome, finishedAt: Date.now() }
    // transaction.sh keeps no journal of a run that changed nothing.
    if (outcome === 'refused') runs.splice(index, 1)
    if (outcome === 'done' && script.undoes !== undefined) markUndone(runs, script.undoes, runId)
    return outcome
  }

  async function runAsRoot(
    runId: string,
    scriptText: string,
    onEvent: (event: RunEvent) => void,
    resumption: Resumption | undefined,
  ): Promise<Result<RunEnd, Failure>> {
    if (!resumption) {
      records.set(runId, {
        script: scriptText,
        backups: backupsOf(readScript(scriptText), machine, runId),
      })
    }
    if (fault === 'changed-since-review') addColleague(machine)
    return resumption
      ? resume(resumption, scriptText, onEvent)
      : success(await start(runId, scriptText, onEvent))
  }

  /** Nobody is at this machine's terminal: after a while the line counts as run. */
  async function whenLineIsRun(withdrawn: Promise<'withdrawn'>): Promise<Failure | undefined> {
    const run = fault === 'line-not-run' ? withdrawn : sleep(STEPS_TO_RUN_LINE * stepMs)
    if ((await Promise.race([run, withdrawn])) === 'withdrawn') {
      return { code: 'withdrawn', detail: '' }
    }
    return fault === 'root-refused' ? { code: 'root-refused', detail: '' } : undefined
  }

  return {
    simulated: true,
    readSnapshot: () => read('user'),
    async readSnapshotElevated() {
      const obstacle = await elevate()
      return obstacle ? failure(obstacle) : success(await read('elevated'))
    },
    async runScript(runId, scriptText, onEvent, resumption) {
      const obstacle = await elevate()
      if (obstacle) return failure(obstacle)
      return runAsRoot(runId, scriptText, onEvent, resumption)
    },
    async handOver(runId, scriptText, onEvent, resumption) {
      await sleep(stepMs)
      let withdraw: ((why: 'withdrawn') => void) | undefined
      const withdrawn = new Promise<'withdrawn'>((resolve) => {
        withdraw = resolve
      })
      return success({
        ...simulatedLine(runId, scriptText, resumption),
        end: whenLineIsRun(withdrawn).then((obstacle) =>
          obstacle ? failure(obstacle) : runAsRoot(runId, scriptText, onEvent, resumption),
        ),
        withdraw: async () => withdraw?.('withdrawn'),
      })
    },
    readRunScript: async (runId) => records.get(runId)?.script,
    readRunBackups: async (runId) => records.get(runId)?.backups ?? [],
    listRuns: async () => runs.toReversed(),
    readProcesses: async () => takeProcessSnapshot(machine),
    watchProcesses: async () => takeProcessSnapshot(machine),
    restart: () => reboot(machine),
    edit: (path, from, to) => editFile(machine, path, from, to),
  }
}

const STEPS_TO_RUN_LINE = 40

/** Shows what the line would be, and does nothing but say so: it may well be pasted into a real terminal. */
function simulatedLine(runId: string, scriptText: string, resumption: Resumption | undefined) {
  const path = '/run/user/1000/subroot-Sim3ed/script'
  const rootCommand = elevatedCommand(
    wordsOf(runId, resumption),
    path,
    Buffer.byteLength(scriptText),
    sha256(scriptText),
  )
  const words = `Simulated: nothing is run. On a real machine the line is: ${terminalCommand(rootCommand)}`
  return { command: `echo ${quote(words)}`, path }
}

type CarryOptions = Pick<RunContext, 'journal' | 'onEvent' | 'resumed'> & {
  readonly isFirst?: boolean
}

/** What goes wrong with the run itself; only the first one is killed. */
function runFault(fault: Fault | undefined, isFirst: boolean): RunContext['fault'] {
  if (fault === 'cut-off') return isFirst ? fault : undefined
  return fault === 'docker-does-not-start' || fault === 'rollback-failed' ? fault : undefined
}

function failUnknown(runId: string): never {
  throw new Error(`The simulated journal has no run ${runId}`)
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
