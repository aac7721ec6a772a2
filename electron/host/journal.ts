import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { CutOff, RunSummary } from '#contract/channels.ts'
import { SERVICE_MANAGERS } from '#domain/docker-service.ts'
import { BOOT_LOADER_TOOLS, KERNEL_ARGUMENT, KERNEL_ARGUMENT_TOOLS } from '#domain/kernel-tools.ts'
import type { JournalPlan } from '#domain/plan.ts'
import { parseBackups } from '#domain/run-backups.ts'
import type { Backup } from '#domain/run-backups.ts'
import type { RunEvent } from '#domain/run-events.ts'
import { parseRunEvents } from '#domain/run-events.ts'
import type { RunProcess } from './run-process.ts'
import { loginUidOf, parseRunProcesses, stateOfProcess } from './run-process.ts'

const RUNS_DIR = '/var/lib/subroot/runs'
const MAX_FILE_BYTES = 4 * 1024 * 1024

/** An entry that is no run, or no longer readable as one. */
export type DamagedEntry = { readonly runId: string; readonly reason: string }

/**
 * Past runs, newest first, as the root side's journal tells them. An entry that cannot be understood is passed to
 * `onDamaged` and left out; a run without an end is `unfinished`.
 */
export async function listRuns(
  onDamaged: (entry: DamagedEntry) => void,
  runsDir = RUNS_DIR,
): Promise<readonly RunSummary[]> {
  const names = await readdir(runsDir).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const entries = await Promise.all(names.map((name) => readEntry(runsDir, name, onDamaged)))
  const runs = entries.flatMap((entry) => entry ?? [])
  const undoneBy = new Map(
    runs.flatMap(({ runId, plan, outcome }) =>
      plan.undoes !== undefined && outcome === 'done' ? [[plan.undoes, runId] as const] : [],
    ),
  )
  return runs
    .map((run) => Object.assign(run, { undoneBy: undoneBy.get(run.runId) }))
    .toSorted((a, b) => b.startedAt - a.startedAt)
}

async function readEntry(
  runsDir: string,
  runId: string,
  onDamaged: (entry: DamagedEntry) => void,
): Promise<Omit<RunSummary, 'undoneBy'> | undefined> {
  try {
    const [planText, eventsText] = await Promise.all([
      readSmallFile(join(runsDir, runId, 'plan.json')),
      readSmallFile(join(runsDir, runId, 'events')),
    ])
    const plan: JournalPlan = planSchema.parse(JSON.parse(planText))
    const events = parseRunEvents(eventsText)
    const [first] = events
    if (first === undefined) throw new Error('No event')
    const summary = summaryOf(runId, plan, first.at, events)
    if (summary.outcome !== 'unfinished' && summary.outcome !== 'rollback-failed') return summary
    return { ...summary, cutOff: await cutOffOf(join(runsDir, runId), events) }
  } catch (error) {
    onDamaged({ runId, reason: String(error) })
    return undefined
  }
}

function summaryOf(
  runId: string,
  plan: JournalPlan,
  startedAt: number,
  events: readonly RunEvent[],
): Omit<RunSummary, 'undoneBy' | 'cutOff'> {
  // A run that could not be put back may have been rolled back again.
  const end = events.findLast((event) => event.kind === 'run-finished')
  return {
    runId,
    action: plan.action,
    startedAt,
    finishedAt: end?.at,
    outcome: end?.outcome ?? 'unfinished',
    plan,
  }
}

async function cutOffOf(runDir: string, events: readonly RunEvent[]): Promise<CutOff> {
  const processes = await readProcesses(runDir)
  const [first, last] = [processes[0], processes.at(-1)]
  return {
    running: last !== undefined && (await isRunning(last)),
    startedBy: first && loginUidOf(first),
    events,
  }
}

/** The script that began a run; undefined where there is none. */
export function readRunScript(runId: string, runsDir = RUNS_DIR): Promise<string | undefined> {
  return readIfThere(join(runsDir, runId, 'script.sh'))
}

/** The copies that a run's journal keeps. */
export async function readRunBackups(
  runId: string,
  runsDir = RUNS_DIR,
): Promise<readonly Backup[]> {
  return parseBackups((await readIfThere(join(runsDir, runId, 'backups'))) ?? '')
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readSmallFile(path)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Those that did a run, one after the other. */
async function readProcesses(runDir: string): Promise<readonly RunProcess[]> {
  return parseRunProcesses(await readSmallFile(join(runDir, 'processes')).catch(() => ''))
}

/** Where other users' processes are hidden it looks as if it were gone; then the run's lock still keeps others out. */
async function isRunning(process: RunProcess): Promise<boolean> {
  return (await stateOfProcess(process)) === 'running'
}

async function readSmallFile(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size > MAX_FILE_BYTES) throw new Error(`${path} is too large`)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

const id = z.int().min(0).max(4294967295)
const digest = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const edit = z.strictObject({
  offset: z.int().nonnegative(),
  length: z.int().nonnegative(),
  content: z.string(),
})
const named = { id: z.string(), name: z.string() }

const stepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...named, kind: z.literal('create-group'), gid: id }),
  z.strictObject({ ...named, kind: z.literal('create-user'), uid: id, gid: id, line: z.string() }),
  z.strictObject({ ...named, kind: z.literal('remove-user'), uid: id, line: z.string() }),
  z.strictObject({ ...named, kind: z.literal('remove-group'), gid: id }),
  z
    .strictObject({
      id: z.string(),
      kind: z.literal('edit-file'),
      lasting: z.literal(true).optional(),
      merged: z.literal(true).optional(),
      path: z.string().startsWith('/'),
      before: digest.optional(),
      after: digest.optional(),
      inverseEdits: z.array(edit),
      ours: z.array(z.string()),
      mode: z.int().min(0).max(0o777),
    })
    // JSON leaves out what is undefined; here the key is always there.
    .transform((step) => ({ ...step, before: step.before, after: step.after })),
  z.strictObject({ id: z.string(), kind: z.literal('reload-units') }),
  z.strictObject({
    id: z.string(),
    kind: z.literal('validate-docker'),
    program: z.string(),
    arguments: z.array(z.string()),
  }),
  z.strictObject({ id: z.string(), kind: z.literal('stop-containers') }),
  z.strictObject({
    id: z.string(),
    kind: z.literal('restart-docker'),
    service: z.strictObject({ manager: z.enum(SERVICE_MANAGERS), name: z.string() }),
  }),
  z.strictObject({
    id: z.string(),
    kind: z.literal('verify-docker'),
    remapped: z.boolean(),
    dataRoot: z.string(),
  }),
  z.strictObject({
    id: z.string(),
    kind: z.literal('set-kernel-limit'),
    name: z.literal('user.max_user_namespaces'),
    before: id,
    value: id,
  }),
  z.strictObject({
    id: z.string(),
    kind: z.literal('change-kernel-arguments'),
    loader: z.enum(KERNEL_ARGUMENT_TOOLS),
    add: z.array(z.string().regex(KERNEL_ARGUMENT)),
    remove: z.array(z.string().regex(KERNEL_ARGUMENT)),
  }),
  z.strictObject({
    id: z.string(),
    kind: z.literal('update-boot-loader'),
    loader: z.enum(BOOT_LOADER_TOOLS),
  }),
])

const planFields = {
  version: z.literal(1),
  remapUser: z.string(),
  range: z.strictObject({ start: id, count: id }),
  usernsRemap: z.string(),
  dataRoot: z.string(),
  remappedDataRoot: z.string(),
  needsReboot: z.boolean(),
  bootId: z.string().optional(),
  steps: z.array(stepSchema),
}

const planSchema = z.discriminatedUnion('action', [
  z.strictObject({ ...planFields, action: z.literal('apply') }),
  z.strictObject({ ...planFields, action: z.literal('undo'), undoes: z.string() }),
])
