import { randomUUID } from 'node:crypto'
import type { Calls, EventName, Events, Failure } from '#contract/channels.ts'
import { createPlan, type Plan } from '#domain/plan.ts'
import { failure, success, type Result } from '#domain/result.ts'
import type { Resumption } from '#domain/run-events.ts'
import { compileScript } from '#domain/script.ts'
import { sha256 } from '#domain/sha256.ts'
import type { Host } from '#host/host.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import type { Inspector } from './inspection.ts'
import { log } from './log.ts'

/** Sends an event to the page. */
export type SendEvent = <Name extends EventName>(name: Name, payload: Events[Name]) => void

export type RunReply = Result<{ readonly runId: string }, Failure>

export type Runner = {
  /** Starts the plan's script, if it is the one with this digest; what happens then goes to the page as events. */
  readonly start: (plan: Plan, reviewedSha256: string) => RunReply
  /** The same for the script of a run that was cut off. */
  readonly resume: (script: string, reviewedSha256: string, resumption: Resumption) => RunReply
  readonly isBusy: () => boolean
}

/** The script that a plan stands for, here and in the review. */
export function scriptOf(plan: Plan): string {
  return compileScript(plan, transactionText)
}

export function createRunner(host: Host, inspector: Inspector, send: SendEvent): Runner {
  let busy = false

  async function run(runId: string, script: string, resumption: Resumption | undefined) {
    try {
      const outcome = await host.runScript(
        runId,
        script,
        (event) => send('runEvent', { runId, event }),
        resumption,
      )
      log.info(`Run ${runId}: ${outcome.ok ? outcome.value : outcome.error.code}`)
      if (!outcome.ok) {
        send('runNotStarted', { runId, failure: outcome.error })
        return
      }
      inspector.forgetElevated()
      if (outcome.value === 'cut-off') await tellCutOff(runId, resumption?.runId ?? runId)
    } catch (error) {
      // A broken promise of ours: whether the script started is in the journal, not known here.
      log.error(`Run ${runId}:`, error)
      inspector.forgetElevated()
      const detail = `${String(error)} The change may have started: History shows it then.`
      send('runNotStarted', { runId, failure: { code: 'internal', detail } })
    } finally {
      busy = false
    }
  }

  /** Before its journal was opened, it cannot have changed anything; an attempt has that of the run it goes on with. */
  async function tellCutOff(runId: string, journalId: string) {
    const isInJournal = (await host.listRuns()).some((run) => run.runId === journalId)
    if (isInJournal) send('runCutOff', { runId, journalId })
    else send('runNotStarted', { runId, failure: { code: 'killed-before-change', detail: '' } })
  }

  function start(script: string, reviewedSha256: string, resumption?: Resumption): RunReply {
    if (busy) return failure(alreadyRunning)
    const digest = sha256(script)
    if (digest !== reviewedSha256) {
      return failure({
        code: 'script-differs',
        detail: `Reviewed: ${reviewedSha256}\nFor the machine as it is now: ${digest}`,
      })
    }
    busy = true
    const runId = randomUUID()
    const purpose = resumption ? `${resumption.verb} ${resumption.runId}, ` : ''
    log.info(`Run ${runId}: ${purpose}script ${digest}`)
    void run(runId, script, resumption)
    return success({ runId })
  }

  return {
    isBusy: () => busy,
    start: (plan, reviewedSha256) => start(scriptOf(plan), reviewedSha256),
    resume: start,
  }
}

const alreadyRunning: Failure = { code: 'busy', detail: 'A run of this window has not ended.' }

/**
 * Applies choices on the machine as it is now. Nothing that the page sends is ever run: it names the choices, and the
 * digest of the script that the user saw.
 */
export async function applyChoices(
  { choices, scriptSha256 }: Calls['apply']['argument'],
  inspector: Inspector,
  runner: Runner,
): Promise<RunReply> {
  if (runner.isBusy()) return failure(alreadyRunning)
  const facts = await inspector.lookAgain()
  if (!facts.ok) return facts
  const plan = createPlan(facts.value, choices)
  if (plan.ok) return runner.start(plan.value, scriptSha256)
  // The page had a plan for these choices, so it is the machine that has changed.
  return plan.error.code === 'blocked'
    ? failure({ code: 'blocked', detail: plan.error.findings.join(', ') })
    : failure({
        code: 'facts-changed',
        detail: plan.error.problems.map(({ code }) => code).join(', '),
      })
}
