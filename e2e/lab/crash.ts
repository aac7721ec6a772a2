import type { Plan } from '#domain/plan.ts'
import { parseRunEvents } from '#domain/run-events.ts'
import { compileScript } from '#domain/script.ts'
import { createUndoPlan } from '#domain/undo-plan.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import { checkMachine, runPlan } from './domain-run.ts'
import { importBusyboxImage } from './images.ts'
import { changedPaths, readMachineState } from './machine-state.ts'
import type { MachineState } from './machine-state.ts'
import type { Machine } from './machine.ts'

/*
 * Root's process is killed in the middle of Apply and of Undo, on a real machine with a real Docker. Whatever the
 * instant, the run must then end in one of two states: as planned, or as before.
 */

export type Action = 'apply' | 'undo'

/** When the process is killed: once it has written so many events, or after so many milliseconds. */
export type Instant =
  | { readonly kind: 'boundary'; readonly events: number }
  | { readonly kind: 'moment'; readonly afterMs: number }

export type CrashCase = {
  readonly action: Action
  readonly instant: Instant
  /** Whether what it had started is killed with it: a whole session, or the shell alone. */
  readonly withChildren: boolean
  /** Whether Docker is then started with what was written until then, as a boot does. */
  readonly restartsDocker?: true
  readonly verb: 'finish' | 'roll-back'
}

/** A machine on which both runs were done once, undisturbed: what they plan, and what each leaves. */
export type CrashGround = {
  readonly machine: Machine
  readonly plans: Readonly<Record<Action, Plan>>
  readonly states: Readonly<Record<'before' | 'applied', MachineState>>
  readonly eventCount: Readonly<Record<Action, number>>
  readonly durationMs: Readonly<Record<Action, number>>
}

const CONTAINERS = 'always\nonce'

/** Two that end at once when they are told to, as most programs do; one comes back by itself, the other does not. */
export async function startContainers(machine: Machine): Promise<void> {
  await importBusyboxImage(machine)
  const program = `sh -c 'trap "exit 0" TERM; while :; do sleep 0.1; done'`
  await machine.shell(`
    docker run --detach --name always --restart always busybox ${program}
    docker run --detach --name once busybox ${program}`)
}

export async function prepareGround(machine: Machine): Promise<CrashGround> {
  await startContainers(machine)
  await machine.shell('truncate -s -1 /etc/passwd')
  const before = await readMachineState(machine)
  const { plan: apply } = await checkMachine(machine)
  if (!apply) throw new Error('There is no plan for this machine.')
  const applied = await timed(() => runPlan(machine, apply, 'reference'))
  const appliedState = await readMachineState(machine)
  const undo = createUndoPlan(
    JSON.parse(await machine.shell('cat /var/lib/subroot/runs/reference/plan.json')),
    (await checkMachine(machine)).facts,
    'reference',
  )
  if (!undo.ok) throw new Error(JSON.stringify(undo.error))
  const undone = await timed(() => runPlan(machine, undo.value, 'reference-undo'))
  if (applied.value.outcome !== 'done' || undone.value.outcome !== 'done') {
    throw new Error('The runs do not even succeed undisturbed.')
  }
  return {
    machine,
    plans: { apply, undo: undo.value },
    states: { before, applied: appliedState },
    eventCount: { apply: applied.value.events.length, undo: undone.value.events.length },
    durationMs: { apply: applied.ms, undo: undone.ms },
  }
}

/** Brings the machine to where a case starts. /root/applied-run names the change that is in effect. */
export async function arrange(ground: CrashGround, action: Action, runId: string): Promise<void> {
  const isApplied = await is(ground, 'applied')
  if (action === 'undo' && !isApplied) {
    await runPlan(ground.machine, ground.plans.apply, runId)
    await ground.machine.shell(`echo ${runId} >/root/applied-run`)
  }
  if (action === 'apply' && isApplied) {
    const applied = await ground.machine.shell('cat /root/applied-run')
    await runPlan(ground.machine, { ...ground.plans.undo, undoes: applied }, `${runId}-back`)
  }
}

/** What is wrong after the case; nothing where the run came to a good end. */
export async function crash(
  ground: CrashGround,
  { action, instant, withChildren, restartsDocker, verb }: CrashCase,
  runId: string,
): Promise<readonly string[]> {
  const { machine } = ground
  const plan = ground.plans[action]
  const undoes = action === 'undo' ? await machine.shell('cat /root/applied-run') : undefined
  const script = compileScript(undoes === undefined ? plan : { ...plan, undoes }, transactionText)
  await machine.exec(['sh', '-c', 'cat >/root/script.sh'], { input: script })
  await machine.shell(killedRun(runId, instant, withChildren))
  if (restartsDocker) await machine.shell('systemctl restart docker')

  const [start, end] = action === 'apply' ? ['before', 'applied'] : ['applied', 'before']
  const journal = `/var/lib/subroot/runs/${runId}`
  const killedEvents = parseRunEvents((await machine.exec(['cat', `${journal}/events`])).stdout)
  const hadEnded = killedEvents.at(-1)?.kind === 'run-finished'
  const hadBegun = (await machine.exec(['test', '-s', `${journal}/changes`])).code === 0
  const { code } = await machine.exec(['sh', `${journal}/script.sh`, `${runId}-2`, verb, runId])

  // A run that had opened its journal and no more may be finished, too, or be nothing to go on with.
  const expected = hadEnded || code === 0 ? end : start
  if (action === 'apply' && expected === 'applied') {
    await machine.shell(`echo ${runId} >/root/applied-run`)
  }
  return [
    ...(hadEnded || !hadBegun || code === (verb === 'finish' ? 0 : 11)
      ? []
      : [`${verb} ended with ${code}: ${await lastEvents(machine, runId)}`]),
    ...(await stateProblems(ground, expected === 'applied' ? 'applied' : 'before')),
    // Whoever restarts Docker stops the one that does not come back by itself.
    ...(restartsDocker ? [] : await missingContainers(machine, expected)),
  ]
}

/** Starts the script in a session of its own, and kills it at the instant. */
function killedRun(runId: string, instant: Instant, withChildren: boolean): string {
  const events = `/run/subroot/${runId}/events`
  const wait =
    instant.kind === 'moment'
      ? `sleep ${(instant.afterMs / 1000).toFixed(3)}`
      : `while kill -0 $pid && [ "$(cat ${events} 2>/dev/null | wc -l)" -lt ${instant.events} ]; do :; done`
  return `
    setsid sh /root/script.sh ${runId} >/dev/null 2>&1 &
    pid=$!
    ${wait} 2>/dev/null
    ${withChildren ? 'pkill -KILL --session' : 'kill -KILL'} $pid 2>/dev/null || :
    wait $pid 2>/dev/null || :`
}

async function is({ machine, states }: CrashGround, name: 'before' | 'applied'): Promise<boolean> {
  const { files } = await readMachineState(machine)
  return changedPaths(states[name].files, files).length === 0
}

/** How the machine differs from one of the two good states. */
export function stateProblems(
  { machine, states }: CrashGround,
  name: 'before' | 'applied',
): Promise<readonly string[]> {
  return differences(machine, states[name], name)
}

/** What is not as in an earlier reading, and what a run should not have left; Docker has to answer. */
export async function differences(
  machine: Machine,
  expected: MachineState,
  name: string,
): Promise<readonly string[]> {
  const ping = await machine.exec(['docker', 'info', '--format', '{{.ID}}'])
  if (ping.code !== 0) return [`Docker does not answer: ${ping.stderr.trim()}`]
  const state = await readMachineState(machine)
  const paths = changedPaths(expected.files, state.files)
  return [
    ...(paths.length > 0 ? [`not as ${name}: ${paths.join(' ')}`] : []),
    ...(state.remapped === expected.remapped && state.dataRoot === expected.dataRoot
      ? []
      : [`Docker is remapped: ${state.remapped}, in ${state.dataRoot}, not as ${name}`]),
    ...(await leftovers(machine)),
  ]
}

/** Containers may take a moment to come back. */
export async function missingContainers(
  machine: Machine,
  state: string,
): Promise<readonly string[]> {
  if (state === 'applied') return []
  const running = await machine.shell(`
    for try in $(seq 600); do
      names=$(docker ps --format '{{.Names}}' | sort)
      if [ "$names" = "${CONTAINERS}" ]; then break; fi
      sleep 0.1
    done
    printf %s "$names"`)
  return running === CONTAINERS ? [] : [`of the containers only these run: ${running}`]
}

async function leftovers(machine: Machine): Promise<readonly string[]> {
  const found = await machine.shell(
    `find /etc -maxdepth 2 \\( -name '.subroot-*' -o -name '*.lock' ! -name .pwd.lock \\)`,
  )
  return found === '' ? [] : [`left behind: ${found.replaceAll('\n', ' ')}`]
}

async function lastEvents(machine: Machine, runId: string): Promise<string> {
  const { stdout } = await machine.exec(['tail', '-n', '4', `/run/subroot/${runId}-2/events`])
  return stdout.trim().replaceAll('\n', ' | ')
}

async function timed<Value>(job: () => Promise<Value>): Promise<{ value: Value; ms: number }> {
  const startedAt = Date.now()
  const value = await job()
  return { value, ms: Date.now() - startedAt }
}
