import type { Failure, PracticeEnginesPreview, PracticeEnginesReading } from '#contract/channels.ts'
import { compilePractice } from '#domain/practice-engines.ts'
import { failure, success, type Result } from '#domain/result.ts'
import { sha256 } from '#domain/sha256.ts'
import { suggestRange } from '#domain/subordinate-allocator.ts'
import type { PracticeEngines } from '#host/host.ts'
import { practiceText } from '#privileged/practice/practice-text.ts'
import type { Inspector } from './inspection.ts'
import { log } from './log.ts'
import type { Runner } from './run-session.ts'

export type EnginesSession = {
  readonly prepare: () => Promise<Result<PracticeEnginesPreview, Failure>>
  readonly start: (reviewedSha256: string) => Promise<Result<null, Failure>>
  readonly read: () => Promise<PracticeEnginesReading>
  readonly stop: () => null
  readonly isBusy: () => boolean
}

/** The practice engines of one machine; `engines` is undefined where it is simulated. One pair of them at a time. */
export function createEnginesSession(
  engines: PracticeEngines | undefined,
  inspector: Pick<Inspector, 'look'>,
  runner: Pick<Runner, 'isBusy'>,
): EnginesSession {
  let busy = false
  let stopping = false
  let last: PracticeEnginesReading & { readonly kind: 'off' } = {
    kind: 'off',
    events: [],
    failure: undefined,
  }

  async function prepare(): Promise<Result<PracticeEnginesPreview, Failure>> {
    if (engines === undefined) return failure(SIMULATED)
    const seen = await inspector.look()
    if (!seen.ok) return seen
    const range = suggestRange(seen.value.facts)
    if (range === undefined) return failure({ code: 'no-free-range', detail: '' })
    return success({ script: compilePractice(range, practiceText), range })
  }

  /** The script for the machine as it is now, if it is the one with this digest. */
  async function reviewed(reviewedSha256: string): Promise<Result<string, Failure>> {
    const prepared = await prepare()
    if (!prepared.ok) return prepared
    const { script } = prepared.value
    const digest = sha256(script)
    if (digest === reviewedSha256) return success(script)
    const detail = `Reviewed: ${reviewedSha256}\nFor the machine as it is now: ${digest}`
    return failure({ code: 'script-differs', detail })
  }

  async function keep(kept: PracticeEngines, script: string) {
    try {
      const end = await kept.keep(script)
      last = end.ok
        ? { kind: 'off', events: end.value, failure: undefined }
        : { kind: 'off', events: [], failure: end.error }
    } catch (error) {
      log.error('Practice engines:', error)
      last = { kind: 'off', events: [], failure: { code: 'internal', detail: String(error) } }
    } finally {
      busy = false
      stopping = false
    }
  }

  return {
    prepare,
    isBusy: () => busy,
    start: async (reviewedSha256) => {
      if (engines === undefined) return failure(SIMULATED)
      if (busy || runner.isBusy()) {
        return failure({
          code: 'busy',
          detail: 'Other practice engines, or a change, have not ended.',
        })
      }
      // Before the machine is looked at: a second call must not come in between.
      busy = true
      const script = await reviewed(reviewedSha256).catch((error: unknown) =>
        failure<Failure>({ code: 'internal', detail: String(error) }),
      )
      busy = script.ok
      if (!script.ok) return script
      log.info(`Practice engines: script ${reviewedSha256}`)
      void keep(engines, script.value)
      return success(null)
    },
    read: async () => {
      if (!busy) return last
      const reading = await engines?.read()
      return reading === undefined ? { kind: 'asking' } : { kind: 'on', ...reading, stopping }
    },
    stop: () => {
      stopping = busy
      engines?.stop()
      return null
    },
  }
}

const SIMULATED: Failure = { code: 'real-machine-only', detail: 'This machine is simulated.' }
