import { open } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { RunEvent, RunOutcome } from '#domain/run-events.ts'
import { parseRunEvents } from '#domain/run-events.ts'

export type FollowedRun = {
  /** Whether the run wrote anything: if not, nothing was changed. */
  readonly started: boolean
  /** undefined: the run never said how it ended. */
  readonly outcome: RunOutcome | undefined
}

const POLL_MS = 100

/** Longer than the root side is ever silent: Docker has three minutes to restart. */
const SILENCE_LIMIT_MS = 300_000

/**
 * Passes each event of a progress file on once and in order, from before the file exists until the run has finished.
 * The run may outlive the command that started it (`elevated`): then its events are awaited until it has been silent
 * for too long.
 */
export async function followRun(
  eventsPath: string,
  onEvent: (event: RunEvent) => void,
  elevated: Promise<unknown>,
  silenceLimitMs = SILENCE_LIMIT_MS,
): Promise<FollowedRun> {
  let ended = false
  const markEnded = () => {
    ended = true
  }
  elevated.then(markEnded, markEnded)

  let unread = Buffer.alloc(0)
  let position = 0
  let started = false
  let lastNews = Date.now()
  for (;;) {
    // Whatever was written before the end is in the file that is read after it.
    const endedBefore = ended
    const news = await readFrom(eventsPath, position)
    position += news.length
    unread = Buffer.concat([unread, news])
    // Decoded by whole lines, so that no character is cut in two.
    const lineEnd = unread.lastIndexOf('\n') + 1
    for (const event of parseRunEvents(unread.subarray(0, lineEnd).toString('utf8'))) {
      started = true
      onEvent(event)
      if (event.kind === 'run-finished') return { started, outcome: event.outcome }
    }
    unread = unread.subarray(lineEnd)
    if (news.length > 0) lastNews = Date.now()
    if (endedBefore && (!started || Date.now() - lastNews > silenceLimitMs)) {
      return { started, outcome: undefined }
    }
    await setTimeout(POLL_MS)
  }
}

async function readFrom(path: string, position: number): Promise<Buffer<ArrayBuffer>> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      const { buffer, bytesRead } = await file.read({
        buffer: Buffer.alloc(Math.max(0, size - position)),
        position,
      })
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
