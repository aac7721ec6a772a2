import { setTimeout as sleep } from 'node:timers/promises'
import type { Failure, RunRecord, RunSummary } from '#contract/channels.ts'
import type { PracticeFault, PracticeHappening } from '#domain/practice.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { failure, success, type Result } from '#domain/result.ts'
import type { Resumption, RunEvent } from '#domain/run-events.ts'
import { quote } from '#domain/shell-words.ts'
import { sha256 } from '#domain/sha256.ts'
import { elevatedCommand, wordsOf } from '#host/elevation.ts'
import { terminalCommand } from '#host/hand-over.ts'
import type { Host, RunEnd } from '#host/host.ts'
import type { LoadedHost } from './host-description.ts'
import { readScript, type ReadScript } from './script-reader.ts'
import { backupsOf } from './simulated-backups.ts'
import { addColleague, letHappen } from './simulated-happenings.ts'
import type { SimulatedMachine } from './simulated-machine.ts'
import { createMachine, takeProcessSnapshot } from './simulated-machine.ts'
import { proveSimulated } from './simulated-proof.ts'
import { releaseOf, takeSnapshot } from './simulated-reading.ts'
import { carryOut, openJournal, type RunContext, type SimulatedJournal } from './simulated-run.ts'

export type SimulatedHostOptions = {
  readonly loaded: LoadedHost
  /** What goes wrong from the start. */
  readonly faults?: readonly PracticeFault[]
  /** How long a step of a run takes; reading the machine and the password dialog take as long. */
  readonly stepMs?: number
  /** Seconds that the machine has run for, for the life in its containers; without it time stands still there. */
  readonly clock?: () => number
}

export type SimulatedHost = Host & {
  /** What still is to go wrong. What goes wrong once is gone after that. */
  readonly faults: () => readonly PracticeFault[]
  readonly setFaults: (faults: readonly PracticeFault[]) => void
  /** False where that cannot be done on the machine as it is. */
  readonly letHappen: (happening: PracticeHappening) => boolean
  /** Somebody replaces `from` in a file; an empty `from` stands for the file's end. Docker reads it at its next start. */
  readonly edit: (path: string, from: string, to: string) => void
  /** As long as it is held, test containers stay, and nobody runs the line: for tests that look at what passes by. */
  readonly hold: (isHeld: boolean) => void
}

/**
 * A machine that exists in memory only, to practise on and for the tests of the interface. It starts as its description
 * says and says of itself that it is simulated. Runs are carried out command by command from the script's own text.
 */
export function createSimulatedHost({
  loaded,
  faults: firstFaults = [],
  stepMs = 150,
  clock,
}: SimulatedHostOptions): SimulatedHost {
  const machine = createMachine(loaded, clock)
  const faults = new Set<PracticeFault>()
  const runs: RunSummary[] = []
  const journals = new Map<string, { scriptText: string; journal: SimulatedJournal }>()
  const records = new Map<string, RunRecord>()
  let readings = 0
  let held: Promise<void> | undefined
  let letGo: (() => void) | undefined
  setFaults(firstFaults)

  function setFaults(wanted: readonly PracticeFault[]): void {
    faults.clear()
    for (const fault of wanted) faults.add(fault)
    machine.socketIsRootOnly = faults.has('socket-unreadable')
  }

  function hold(isHeld: boolean): void {
    letGo?.()
    held = isHeld ? new Promise((resolve) => (letGo = resolve)) : undefined
  }

  /** Waits for what goes by itself after a while, unless it is held. */
  async function passTime(ms: number): Promise<void> {
    await sleep(ms)
    await held
  }

  /** The password dialog. What the user does there (dismissed, wrong password) goes wrong once; the rest always. */
  async function elevate(): Promise<Failure | undefined> {
    await sleep(stepMs)
    const fault = DIALOG_FAULTS.find((candidate) => faults.has(candidate))
    if (fault === undefined) return undefined
    if (fault === 'dialog-dismissed' || fault === 'not-authorised') faults.delete(fault)
    return { code: fault, detail: DIALOG_WORDS[fault] }
  }

  async function read(access: HostSnapshot['access']): Promise<HostSnapshot> {
    await sleep(stepMs)
    readings += 1
    // Somebody creates an account between the check and the apply, as useradd(8) does.
    if (readings > 1 && faults.delete('facts-changed')) addColleague(machine)
    return takeSnapshot(machine, access)
  }

  async function start(
    runId: string,
    scriptText: string,
    onEvent: (event: RunEvent) => void,
  ): Promise<RunEnd> {
    const script = readScript(scriptText)
    const journal = openJournal(machine)
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
    return carry(runId, script, { journal, onEvent, isCutOff: faults.delete('cut-off') })
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
    { isCutOff = false, ...rest }: CarryOptions,
  ): Promise<RunEnd> {
    const outcome = await carryOut(script, {
      machine,
      fault: isCutOff ? 'cut-off' : RUN_FAULTS.find((fault) => faults.has(fault)),
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
    if (faults.delete('changed-since-review')) addColleague(machine)
    return resumption
      ? resume(resumption, scriptText, onEvent)
      : success(await start(runId, scriptText, onEvent))
  }

  /** Nobody is at this machine's terminal: after a while the line counts as run. */
  async function whenLineIsRun(withdrawn: Promise<'withdrawn'>): Promise<Failure | undefined> {
    const run = faults.has('line-not-run') ? withdrawn : passTime(STEPS_TO_RUN_LINE * stepMs)
    if ((await Promise.race([run, withdrawn])) === 'withdrawn') {
      return { code: 'withdrawn', detail: '' }
    }
    return faults.has('root-refused') ? { code: 'root-refused', detail: '' } : undefined
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
    practiceEngines: undefined,
    proveLive: () => proveSimulated(machine, releaseOf(machine), () => passTime(stepMs * 15)),
    faults: () => [...faults],
    setFaults,
    letHappen: (happening) => letHappen(machine, happening),
    edit: (path, from, to) => editFile(machine, path, from, to),
    hold,
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
  readonly isCutOff?: boolean
}

/** What goes wrong with every run while it is switched on. */
const RUN_FAULTS = ['docker-does-not-start', 'rollback-failed'] as const

const DIALOG_FAULTS = ['dialog-dismissed', 'not-authorised', 'no-agent', 'no-pkexec'] as const

/** As pkexec and sudo-prompt say it. */
const DIALOG_WORDS: Readonly<Record<(typeof DIALOG_FAULTS)[number], string>> = {
  'dialog-dismissed':
    'User did not grant permission.\nError executing command as another user: Request dismissed',
  'not-authorised':
    'User did not grant permission.\nError executing command as another user: Not authorized',
  'no-agent': 'No polkit authentication agent found.',
  'no-pkexec': 'Unable to find pkexec or kdesudo.',
}

function failUnknown(runId: string): never {
  throw new Error(`The simulated journal has no run ${runId}`)
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
