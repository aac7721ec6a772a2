import { setTimeout as sleep } from 'node:timers/promises'
import { parseGroup, parsePasswd } from '#domain/account-files.ts'
import type { ResumeVerb, RunEvent, RunOutcome, StepFailureCode } from '#domain/run-events.ts'
import { sha256 } from '#domain/sha256.ts'
import type { ReadScript, ScriptCommand } from './script-reader.ts'
import type { SimulatedMachine } from './simulated-machine.ts'
import { daemonConfigPathOf, dataRootOf } from './simulated-machine.ts'
import { startDocker } from './simulated-start.ts'

const LIMIT_PATH = '/proc/sys/user/max_user_namespaces'

/** The step at which `cut-off` kills the program: some files are changed by then, and Docker still runs as before. */
const CUT_OFF_STEP = 'edit-daemon-config'

type RunFault = 'docker-does-not-start' | 'rollback-failed' | 'cut-off' | undefined

export type RunContext = {
  readonly machine: SimulatedMachine
  readonly fault: RunFault
  /** How long each step takes. */
  readonly stepMs: number
  readonly onEvent: (event: RunEvent) => void
  readonly journal: SimulatedJournal
  /** What to do with a run that was cut off, whose journal this is. */
  readonly resumed?: ResumeVerb | undefined
}

/** What the root side keeps of a run. */
export type SimulatedJournal = {
  readonly events: RunEvent[]
  readonly before: {
    readonly texts: ReadonlyMap<string, string>
    readonly kernelArguments: ReadonlySet<string>
  }
  /** The newest first. */
  readonly changedSteps: string[]
  /** By the step that changed a file for good: which one, and what it said then. */
  readonly lasting: Map<string, { readonly path: string; readonly text: string | undefined }>
  restartStep: string | undefined
}

export function openJournal({ texts, kernelArguments }: SimulatedMachine): SimulatedJournal {
  const before = { texts: new Map(texts), kernelArguments: new Set(kernelArguments) }
  return { events: [], before, changedSteps: [], lasting: new Map(), restartStep: undefined }
}

/** A step of a run went wrong; transaction.sh's `fail`. */
class StepFailure extends Error {
  readonly code: StepFailureCode

  constructor(code: StepFailureCode, detail: string) {
    super(detail)
    this.code = code
  }
}

/** The program was killed. */
class Killed extends Error {}

/** Each kind of event without what every event has. */
type EventBody = WithoutStamp<RunEvent>
type WithoutStamp<Event> = Event extends RunEvent ? Omit<Event, 'sequence' | 'at'> : never

/** These are done again when a run is finished that was cut off; they leave nothing that tells whether they were done. */
const REPEATED: ReadonlySet<string> = new Set([
  'reload_units',
  'validate_docker',
  'stop_containers',
  'restart_docker',
  'verify_docker',
  'update_boot_loader',
])

/**
 * Carries the commands of a compiled script out on a simulated machine, with the checks, the events and the rollback
 * of electron/privileged/transaction.sh, in the same order. Undefined when the program was killed.
 */
export async function carryOut(
  script: ReadScript,
  context: RunContext,
): Promise<RunOutcome | undefined> {
  const { machine, journal, resumed } = context
  const { before, changedSteps } = journal
  let step = 'check'

  function emit(body: EventBody): void {
    const sequence = (journal.events.at(-1)?.sequence ?? 0) + 1
    const event = { sequence, at: Date.now(), ...body }
    journal.events.push(event)
    context.onEvent(event)
  }

  async function runStep([name, id = '', ...words]: ScriptCommand): Promise<void> {
    const wasDone = journal.events.some((event) => event.kind === 'step-done' && event.step === id)
    step = id
    emit({ kind: 'step-started', step })
    await sleep(context.stepMs)
    if (context.fault === 'cut-off' && id === CUT_OFF_STEP) throw new Killed()
    if (wasDone && !REPEATED.has(name)) return emit({ kind: 'step-done', step })
    if (name === 'restart_docker') journal.restartStep = step
    else if (name !== 'verify_docker' && name !== 'validate_docker') changedSteps.unshift(step)
    change(machine, name, words)
    const [path = ''] = words
    if (name === 'edit_file_for_good') {
      journal.lasting.set(step, { path, text: machine.texts.get(path) })
    }
    if (name === 'restart_docker') await restart()
    emit({ kind: 'step-done', step })
  }

  async function restart(): Promise<void> {
    const fails = context.fault === 'docker-does-not-start' || context.fault === 'rollback-failed'
    const problem = fails
      ? `failed to start daemon: error initializing graphdriver: driver not supported`
      : await startDocker(machine)
    if (problem === undefined) return
    machine.docker = 'failed'
    emit({ kind: 'log', text: problem })
    throw new StepFailure(
      'docker-not-started',
      'ActiveState=failed SubState=failed Result=exit-code',
    )
  }

  async function rollBack(): Promise<RunOutcome> {
    emit({ kind: 'rollback-started' })
    const texts = new Map(before.texts)
    for (const changed of changedSteps) {
      const kept = journal.restartStep === undefined ? undefined : journal.lasting.get(changed)
      if (kept) {
        emit({ kind: 'kept-for-good', step: changed, path: kept.path })
        if (kept.text === undefined) texts.delete(kept.path)
        else texts.set(kept.path, kept.text)
        continue
      }
      emit({ kind: 'rollback-step', step: changed })
      await sleep(context.stepMs)
    }
    machine.texts.clear()
    for (const [path, text] of texts) machine.texts.set(path, text)
    machine.kernelArguments.clear()
    for (const argument of before.kernelArguments) machine.kernelArguments.add(argument)
    if (journal.restartStep === undefined) return 'rolled-back'
    emit({ kind: 'rollback-step', step: journal.restartStep })
    await sleep(context.stepMs)
    if (context.fault !== 'rollback-failed' && (await startDocker(machine)) === undefined) {
      return 'rolled-back'
    }
    emit({
      kind: 'log',
      text: 'docker.service: ActiveState=failed SubState=failed Result=exit-code',
    })
    return 'rollback-failed'
  }

  async function run(): Promise<RunOutcome> {
    if (resumed === 'roll-back') return rollBack()
    try {
      if (resumed === undefined) {
        for (const expectation of script.expectations) expect(machine, expectation)
      }
      for (const command of script.changes) await runStep(command)
      return 'done'
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error
      emit({ kind: 'step-failed', step, code: error.code, detail: error.message })
      return changedSteps.length === 0 && journal.restartStep === undefined ? 'refused' : rollBack()
    }
  }

  // Whoever follows an attempt to go on sees the whole run.
  for (const event of journal.events) context.onEvent(event)
  emit(
    resumed === undefined
      ? { kind: 'run-started', action: script.action }
      : { kind: 'run-resumed', verb: resumed },
  )
  await sleep(context.stepMs)
  try {
    const outcome = await run()
    emit({ kind: 'run-finished', outcome })
    return outcome
  } catch (error) {
    if (error instanceof Killed) return undefined
    throw error
  }
}

function digestOf(machine: SimulatedMachine, path: string): string {
  const text = machine.texts.get(path)
  return text === undefined ? 'absent' : sha256(text)
}

function expect(machine: SimulatedMachine, [name, ...words]: ScriptCommand): void {
  const [first = '', second = '', third = ''] = words
  if (name === 'expect_file') {
    if (digestOf(machine, first) !== second) throw new StepFailure('changed-since-review', first)
  } else if (name === 'expect_free') {
    const entries = entriesOf(machine, first)
    if (entries.some((entry) => entry.name === second || entry.id === Number(third))) {
      throw new StepFailure('changed-since-review', `${first}: ${second} (${third})`)
    }
  } else if (name === 'expect_user') {
    if (!linesOf(machine, '/etc/passwd').includes(third)) {
      throw new StepFailure('changed-since-review', `/etc/passwd: ${first} (${second})`)
    }
  } else if (name === 'expect_own_group') {
    const isOwn = parseGroup(machine.texts.get('/etc/group') ?? '').some(
      (group) => group.name === first && group.gid === Number(second) && group.members.length === 0,
    )
    const others = parsePasswd(machine.texts.get('/etc/passwd') ?? '').filter(
      (account) => account.gid === Number(second) && account.name !== first,
    )
    if (!isOwn || others.length > 0) {
      throw new StepFailure('changed-since-review', `/etc/group: ${first} (${second})`)
    }
  } else if (name === 'expect_docker') {
    if (machine.docker !== 'running') {
      throw new StepFailure('docker-not-answering', '/var/run/docker.sock')
    }
  } else if (name === 'expect_limit') {
    if (machine.texts.get(LIMIT_PATH)?.trim() !== second) {
      throw new StepFailure('changed-since-review', first)
    }
  } else if (name !== 'expect_command' && name !== 'expect_service') {
    // Every program that a script names is there.
    throw new Error(`The simulated machine does not know ${name}`)
  }
}

function linesOf(machine: SimulatedMachine, path: string): readonly string[] {
  return (machine.texts.get(path) ?? '').split('\n')
}

function entriesOf(machine: SimulatedMachine, database: string) {
  return database === 'passwd'
    ? parsePasswd(machine.texts.get('/etc/passwd') ?? '').map(({ name, uid: id }) => ({ name, id }))
    : parseGroup(machine.texts.get('/etc/group') ?? '').map(({ name, gid: id }) => ({ name, id }))
}

function change(machine: SimulatedMachine, name: string, words: readonly string[]): void {
  const [first = '', second = '', third = '', fourth = '', ...rest] = words
  switch (name) {
    case 'create_group':
      return appendLine(machine, '/etc/group', `${first}:x:${second}:`)
    case 'create_user':
      return appendLine(machine, '/etc/passwd', fourth)
    case 'remove_user':
      return removeLine(machine, '/etc/passwd', first)
    case 'remove_group':
      return removeLine(machine, '/etc/group', first)
    case 'edit_file':
    case 'edit_file_for_good':
      return editFile(machine, { path: first, before: second, after: third, mode: fourth, rest })
    case 'restart_docker':
    // Nothing in this machine reads units or boot files, and its containers follow Docker.
    case 'reload_units':
    case 'update_boot_loader':
    case 'stop_containers':
      return undefined
    case 'validate_docker':
      return validateDocker(machine)
    case 'set_kernel_limit':
      machine.texts.set(LIMIT_PATH, `${third}\n`)
      return undefined
    case 'change_kernel_arguments':
      return changeKernelArguments(machine, words.slice(1))
    case 'verify_docker':
      return verifyDocker(machine, first === 'true', second)
    default:
      throw new Error(`The simulated machine does not know ${name}`)
  }
}

function appendLine(machine: SimulatedMachine, path: string, line: string): void {
  machine.texts.set(path, `${machine.texts.get(path) ?? ''}${line}\n`)
}

function removeLine(machine: SimulatedMachine, path: string, name: string): void {
  const lines = (machine.texts.get(path) ?? '').split('\n')
  machine.texts.set(path, lines.filter((line) => !line.startsWith(`${name}:`)).join('\n'))
}

type FileEdit = {
  readonly path: string
  readonly before: string
  readonly after: string
  readonly mode: string
  /** OFFSET LENGTH TEXT, in bytes, for each edit. */
  readonly rest: readonly string[]
}

function editFile(machine: SimulatedMachine, { path, before, after, mode, rest }: FileEdit): void {
  if (digestOf(machine, path) !== before) throw new StepFailure('changed-since-review', path)
  if (after === 'absent') {
    machine.texts.delete(path)
    return
  }
  if (before === 'absent') machine.modes.set(path, Number.parseInt(mode, 8))
  machine.texts.set(path, splice(machine.texts.get(path) ?? '', rest))
  if (digestOf(machine, path) !== after) throw new StepFailure('write-failed', path)
}

function splice(text: string, edits: readonly string[]): string {
  const bytes = Buffer.from(text)
  const pieces: Buffer[] = []
  let position = 0
  for (let index = 0; index < edits.length; index += 3) {
    const [offset, length, content = ''] = edits.slice(index, index + 3)
    pieces.push(bytes.subarray(position, Number(offset)), Buffer.from(content))
    position = Number(offset) + Number(length)
  }
  return Buffer.concat([...pieces, bytes.subarray(position)]).toString()
}

/** dockerd looks at the file's syntax first of all. */
function validateDocker(machine: SimulatedMachine): void {
  const daemonConfigPath = daemonConfigPathOf(machine)
  try {
    JSON.parse(machine.texts.get(daemonConfigPath)?.trim() || '{}')
  } catch (error) {
    throw new StepFailure('configuration-refused', String(error))
  }
}

function changeKernelArguments(machine: SimulatedMachine, words: readonly string[]): void {
  for (const word of words) {
    if (word.startsWith('+')) machine.kernelArguments.add(word.slice(1))
    else machine.kernelArguments.delete(word.slice(1))
  }
}

function verifyDocker(machine: SimulatedMachine, remapped: boolean, dataRoot: string): void {
  const isRemapped = machine.remappedRoot !== undefined
  if (isRemapped !== remapped) throw new StepFailure('remapping-differs', String(isRemapped))
  if (dataRootOf(machine) !== dataRoot) {
    throw new StepFailure('data-root-differs', dataRootOf(machine))
  }
}
