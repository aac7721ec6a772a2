import type { CheckReport } from '../check-report.ts'
import type { JournalPlan, Plan } from '#domain/plan.ts'
import type { RunEvent } from '#domain/run-events.ts'
import { parseRunEvents } from '#domain/run-events.ts'
import { compileScript } from '#domain/script.ts'
import { createUndoPlan } from '#domain/undo-plan.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import type { Machine } from './machine.ts'
import { checkoutInside, nodeInside } from './machine.ts'

/** The domain at work on a machine, without the wizard: what its check says, and the script of a plan run by root. */

/**
 * With `init`, as if this were the machine's first process and systemd had not booted it: in a mount namespace that only
 * the check sees.
 */
export async function checkMachine(machine: Machine, init?: string): Promise<CheckReport> {
  const script = [`${checkoutInside}/node_modules/tsx/dist/cli.mjs`, 'e2e/commands/check.ts']
  const command = `cd ${checkoutInside} && exec ${[nodeInside, ...script, '--json'].join(' ')}`
  const hiding = `
    printf %s '${init}' >/tmp/init-comm
    mount --bind /tmp/init-comm /proc/1/comm
    mount -t tmpfs none /run/systemd
    ${command}`
  const argv = ['sh', '-euc', init === undefined ? command : hiding]
  const result = await machine.exec(init === undefined ? argv : ['unshare', '--mount', ...argv])
  if (result.code > 1) throw new Error(result.stderr)
  const report: CheckReport = JSON.parse(result.stdout)
  return report
}

export type DomainRun = {
  readonly events: readonly RunEvent[]
  readonly outcome: string | undefined
}

/** `script` stands for a plan's own where a test changes something in it. */
export async function runPlan(
  machine: Machine,
  plan: Plan,
  runId: string,
  script = compileScript(plan, transactionText),
): Promise<DomainRun> {
  await machine.exec(['sh', '-c', 'cat >/root/script.sh'], { input: script })
  await machine.exec(['sh', '/root/script.sh', runId])
  const { stdout } = await machine.exec(['cat', `/run/subroot/${runId}/events`])
  const events = parseRunEvents(stdout)
  const last = events.at(-1)
  return { events, outcome: last?.kind === 'run-finished' ? last.outcome : undefined }
}

/** Undo of a run, planned from its journal and from the machine as it is now. */
export async function undoRun(
  machine: Machine,
  runId: string,
  undoId: string,
  init?: string,
): Promise<DomainRun> {
  const journal: JournalPlan = JSON.parse(
    await machine.shell(`cat /var/lib/subroot/runs/${runId}/plan.json`),
  )
  const undo = createUndoPlan(journal, (await checkMachine(machine, init)).facts, runId)
  if (!undo.ok) throw new Error(JSON.stringify(undo.error))
  return runPlan(machine, undo.value, undoId)
}
