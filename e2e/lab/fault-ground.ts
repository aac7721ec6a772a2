import { dirname } from 'node:path'
import { expect } from 'vitest'
import type { Plan } from '#domain/plan.ts'
import { compileScript } from '#domain/script.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import { differences, missingContainers, startContainers } from './crash.ts'
import { checkMachine, runPlan, undoRun } from './domain-run.ts'
import type { MachineState } from './machine-state.ts'
import { readMachineState } from './machine-state.ts'
import type { Machine } from './machine.ts'

/** A machine with two containers on which one fault after the other is caused; each has to leave it as it was. */
export type FaultGround = {
  /** What Subroot suggests for this machine. */
  readonly plan: Plan
  readonly apply: (options?: ApplyOptions) => Promise<FaultyRun>
  readonly undo: (runId: string) => Promise<string | undefined>
  /** Every file, Docker and the containers. */
  readonly expectAsBefore: () => Promise<void>
}

type ApplyOptions = {
  /** In the place of the three minutes that Subroot gives Docker: a test does not wait for them. */
  readonly limitSeconds?: number
}

export type FaultyRun = {
  readonly runId: string
  readonly outcome: string | undefined
  /** The step that failed, and its code. */
  readonly failed: string | undefined
  readonly detail: string | undefined
  readonly logs: string
}

/** True in the shell of a unit whose Docker is about to remap. */
export const IF_REMAPPED = 'grep -q userns-remap /etc/docker/daemon.json'

export async function prepareFaultGround(machine: Machine): Promise<FaultGround> {
  await startContainers(machine)
  const before: MachineState = await readMachineState(machine)
  const { plan } = await checkMachine(machine)
  if (!plan) throw new Error('There is no plan for this machine.')
  let runCount = 0
  const nextRunId = () => `fault-${(runCount += 1)}`

  const apply = async ({ limitSeconds }: ApplyOptions = {}): Promise<FaultyRun> => {
    const script = compileScript(plan, transactionText)
    const changed =
      limitSeconds === undefined
        ? script
        : script.replace(/^restart_limit_s=\d+$/m, `restart_limit_s=${limitSeconds}`)
    const runId = nextRunId()
    const { events, outcome } = await runPlan(machine, plan, runId, changed)
    const failure = events.find((event) => event.kind === 'step-failed')
    return {
      runId,
      outcome,
      failed: failure && `${failure.step} ${failure.code}`,
      detail: failure?.detail,
      logs: events.flatMap((event) => (event.kind === 'log' ? [event.text] : [])).join('\n'),
    }
  }

  return {
    plan,
    apply,
    undo: async (runId) => (await undoRun(machine, runId, nextRunId())).outcome,
    expectAsBefore: async () => {
      expect(await differences(machine, before, 'before')).toEqual([])
      expect(await missingContainers(machine, 'before')).toEqual([])
    },
  }
}

const dropIn = '/run/systemd/system/docker.service.d/fault.conf'

/** Changes how systemd runs Docker's service. */
export async function changeUnit(machine: Machine, ...lines: readonly string[]): Promise<void> {
  const input = `${lines.join('\n')}\n`
  await machine.exec(['sh', '-c', `mkdir -p ${dirname(dropIn)} && cat >${dropIn}`], { input })
  await machine.shell('systemctl daemon-reload')
}

/** Takes that back, and what systemd counted. */
export async function restoreUnit(machine: Machine): Promise<void> {
  await machine.shell(`
    rm -f ${dropIn}
    systemctl daemon-reload
    systemctl reset-failed docker.service docker.socket`)
}
