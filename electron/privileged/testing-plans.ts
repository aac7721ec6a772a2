import type { ChildProcess } from 'node:child_process'
import { digested } from '../domain/edit-step.ts'
import type { Plan, PlanStep } from '../domain/plan.ts'
import type { RunEvent } from '../domain/run-events.ts'
import { parseRunEvents } from '../domain/run-events.ts'
import { compileScript } from '../domain/script.ts'
import type { ScratchMachine } from './scratch-machine.ts'
import { transactionText } from './transaction/transaction-text.ts'

/** The shells that root's program has to run under, and how each is called. */
export const SHELLS: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['dash', ['dash']],
  ['bash', ['bash']],
  ['busybox', ['busybox', 'sh']],
]

/** A plan to apply these steps. */
export function planOf(steps: readonly PlanStep[]): Plan {
  return {
    version: 1,
    action: 'apply',
    remapUser: 'dockremap',
    range: { start: 231072, count: 65536 },
    usernsRemap: 'default',
    dataRoot: '/var/lib/docker',
    remappedDataRoot: '/var/lib/docker/231072.231072',
    needsReboot: false,
    steps,
  }
}

/** A step that puts `text` before what is in a file, or makes the file where `before` is undefined. */
export function prepend(path: string, text: string, before: string | undefined): PlanStep {
  return {
    id: `edit-${path.slice(path.lastIndexOf('/') + 1)}`,
    kind: 'edit-file',
    path,
    before: before === undefined ? undefined : digested(before),
    after: digested(text + (before ?? '')),
    edits: [{ offset: 0, length: 0, content: text }],
    mode: 0o644,
  }
}

/** Lets the machine's root run the plan's script; `command` is the shell, and what comes before it. */
export function runPlan(
  machine: ScratchMachine,
  command: readonly string[],
  plan: Plan,
  runId: string,
): { readonly exitCode: number | null; readonly events: readonly RunEvent[] } {
  const { exitCode } = machine.run([...command, staged(machine, plan), runId])
  return { exitCode, events: eventsOf(machine, runId) }
}

/** The same without waiting for its end. */
export function startPlan(
  machine: ScratchMachine,
  command: readonly string[],
  plan: Plan,
  runId: string,
): ChildProcess {
  return machine.start([...command, staged(machine, plan), runId])
}

export function eventsOf(machine: ScratchMachine, runId: string): readonly RunEvent[] {
  return parseRunEvents(machine.read(`/run/subroot/${runId}/events`) ?? '')
}

function staged(machine: ScratchMachine, plan: Plan): string {
  machine.write('/run/script.sh', compileScript(plan, transactionText))
  return '/run/script.sh'
}
