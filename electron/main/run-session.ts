import { randomUUID } from 'node:crypto'
import type { Calls, EventName, Events, Failure, HandedOverLine } from '#contract/channels.ts'
import { createPlan, type Plan } from '#domain/plan.ts'
import { failure, success, type Result } from '#domain/result.ts'
import type { Resumption, RunEvent } from '#domain/run-events.ts'
import { compileScript } from '#domain/script.ts'
import { sha256 } from '#domain/sha256.ts'
import type { HandedOver, Host, RunEnd } from '#host/host.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import type { Inspector } from './inspection.ts'
import { log } from './log.ts'

/** Sends an event to the page. */
export type SendEvent = <Name extends EventName>(name: Name, payload: Events[Name]) => void

/** Starts a script, if it is the one with this digest; what happens then goes to the page as events. */
export type Start<Reply> = (
  script: string,
  reviewedSha256: string,
  resumption?: Resumption,
) => Promise<Result<Reply, Failure>>

/** One run at a time, and the two ways in which its script becomes root's. */
export type Runner = {
  /** Behind a password dialog. */
  readonly run: Start<{ readonly runId: string }>
  /** By a line for a terminal, which the user runs, or not. */
  readonly handOver: Start<{ readonly runId: string } & HandedOverLine>
  /** Takes such a line back. Does nothing to a run that has begun, nor to any other. */
  readonly withdraw: (runId: string) => Promise<Result<null, Failure>>
  readonly isBusy: () => boolean
}

/** The script that a plan stands for, here and in the review. */
export function scriptOf(plan: Plan): string {
  return compileScript(plan, transactionText)
}

export function createRunner(host: Host, inspector: Inspector, send: SendEvent): Runner {
  let busy = false
  let waiting: ({ readonly runId: string } & Pick<HandedOver, 'withdraw'>) | undefined

  /** Names a run, unless there is one, or the script is another than the reviewed one. */
  function begin(
    script: string,
    reviewedSha256: string,
    resumption: Resumption | undefined,
  ): Result<string, Failure> {
    if (busy) return failure({ code: 'busy', detail: 'A run of this window has not ended.' })
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
    return success(runId)
  }

  const tellOf = (runId: string) => (event: RunEvent) => send('runEvent', { runId, event })

  /** Tells the page how a run ended. */
  async function follow(
    runId: string,
    resumption: Resumption | undefined,
    end: Promise<Result<RunEnd, Failure>>,
  ) {
    try {
      const outcome = await end
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
      waiting = undefined
    }
  }

  /** Before its journal was opened, it cannot have changed anything; an attempt has that of the run it goes on with. */
  async function tellCutOff(runId: string, journalId: string) {
    const isInJournal = (await host.listRuns()).some((run) => run.runId === journalId)
    if (isInJournal) send('runCutOff', { runId, journalId })
    else send('runNotStarted', { runId, failure: { code: 'killed-before-change', detail: '' } })
  }

  const run: Runner['run'] = async (script, reviewedSha256, resumption) => {
    const begun = begin(script, reviewedSha256, resumption)
    if (!begun.ok) return begun
    const runId = begun.value
    void follow(runId, resumption, host.runScript(runId, script, tellOf(runId), resumption))
    return success({ runId })
  }

  const handOver: Runner['handOver'] = async (script, reviewedSha256, resumption) => {
    const begun = begin(script, reviewedSha256, resumption)
    if (!begun.ok) return begun
    const runId = begun.value
    let handed: Result<HandedOver, Failure> | undefined
    try {
      handed = await host.handOver(runId, script, tellOf(runId), resumption)
    } finally {
      if (handed?.ok !== true) busy = false
    }
    if (!handed.ok) return handed
    const { command, path, end, withdraw } = handed.value
    waiting = { runId, withdraw }
    void follow(runId, resumption, end)
    return success({ runId, command, path })
  }

  async function withdraw(runId: string) {
    if (waiting?.runId === runId) await waiting.withdraw()
    return success(null)
  }

  return { run, handOver, withdraw, isBusy: () => busy }
}

/**
 * Applies choices on the machine as it is now. Nothing that the page sends is ever run: it names the choices, and the
 * digest of the script that the user saw.
 */
export async function applyChoices<Reply>(
  { choices, scriptSha256 }: Calls['apply']['argument'],
  inspector: Inspector,
  start: Start<Reply>,
): Promise<Result<Reply, Failure>> {
  const facts = await inspector.lookAgain()
  if (!facts.ok) return facts
  const plan = createPlan(facts.value, choices)
  if (plan.ok) return start(scriptOf(plan.value), scriptSha256)
  // The page had a plan for these choices, so it is the machine that has changed.
  return plan.error.code === 'blocked'
    ? failure({ code: 'blocked', detail: plan.error.findings.join(', ') })
    : failure({
        code: 'facts-changed',
        detail: plan.error.problems.map(({ code }) => code).join(', '),
      })
}
