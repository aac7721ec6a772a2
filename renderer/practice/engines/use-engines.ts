import { useEffect, useState } from 'react'
import type { Failure, PageApi, PracticeEnginesReading } from '#contract/channels.ts'
import type { IdRange } from '#domain/id-range.ts'
import { sha256 } from '#domain/sha256.ts'
import type { ReviewedScript } from '../../wizard/wizard-state.ts'

type Prepared = { readonly script: ReviewedScript; readonly range: IdRange }

export type Engines = {
  readonly reading: PracticeEnginesReading | undefined
  /** What root would run, once it was asked for. */
  readonly prepared: Prepared | undefined
  /** Why the last call did nothing. */
  readonly refusal: Failure | undefined
  readonly prepare: () => Promise<void>
  readonly start: (script: ReviewedScript) => Promise<void>
  readonly stop: () => Promise<void>
}

const READ_EVERY_MS = 1000

/** The practice engines, looked at every second while this is on the screen. They go on when it is not. */
export function useEngines(api: PageApi): Engines {
  const [reading, setReading] = useState<PracticeEnginesReading | undefined>(undefined)
  const [prepared, setPrepared] = useState<Prepared | undefined>(undefined)
  const [refusal, setRefusal] = useState<Failure | undefined>(undefined)

  useEffect(() => {
    let isGone = false
    async function look(): Promise<void> {
      const next = await read(api)
      if (!isGone && next !== undefined) setReading(next)
    }
    void look()
    const timer = setInterval(() => void look(), READ_EVERY_MS)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [api])

  async function lookAtOnce(): Promise<void> {
    const next = await read(api)
    if (next !== undefined) setReading(next)
  }

  return {
    reading,
    prepared,
    refusal,
    prepare: async () => {
      const reply = await api.preparePracticeEngines(undefined)
      setRefusal(reply.ok ? undefined : reply.error)
      if (!reply.ok) return
      const { script, range } = reply.value
      setPrepared({ script: { text: script, sha256: sha256(script) }, range })
    },
    start: async (script) => {
      const reply = await api.startPracticeEngines({ scriptSha256: script.sha256 })
      setRefusal(reply.ok ? undefined : reply.error)
      // They are prepared anew for the next time: IDs may have been given away by then.
      setPrepared(undefined)
      await lookAtOnce()
    },
    stop: async () => {
      await api.stopPracticeEngines(undefined)
      await lookAtOnce()
    },
  }
}

async function read(api: PageApi): Promise<PracticeEnginesReading | undefined> {
  const reply = await api.readPracticeEngines(undefined)
  return reply.ok ? reply.value : undefined
}
