import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { RunEvent, RunOutcome } from '#domain/run-events.ts'
import { parseRunEvents } from '#domain/run-events.ts'
import type { ProcessState } from './run-process.ts'
import { parseRunProcesses, stateOfProcess } from './run-process.ts'

export type FollowedRun = {
  /** Whether the run wrote anything: if not, nothing was changed. */
  readonly started: boolean
  /** undefined: the run never said how it ended. */
  readonly outcome: RunOutcome | undefined
}

const POLL_MS = 100

/** How long a run is silent before its process is looked for. */
const QUIET_MS = 500

/** Longer than the root side is ever silent: Docker has three minutes to restart. */
const SILENCE_LIMIT_MS = 300_000

/** Where a run on this machine reports to; the directory is root's, and readable for all. */
export function progressDirOf(runId: string): string {
  return `/run/subroot/${runId}`
}

/**
 * Passes each event of a run on once and in order, from before its directory exists until it has finished. The run may
 * outlive the command that started it (`elevated`), so it is taken for cut off only when its own process is gone, or,
 * where processes are hidden, when it was silent for too long.
 */
export async function followRun(
  progressDir: string,
  onEvent: (event: RunEvent) => void,
  elevated: Promise<unknown>,
  silenceLimitMs = SILENCE_LIMIT_MS,
): Promise<FollowedRun> {
  let ended = false
  const markEnded = () => {
    ended = true
  }
  elevated.then(markEnded, markEnded)

  const eventsPath = join(progressDir, 'events')
  let unread = Buffer.alloc(0)
  let position = 0
  let started = false
  let lastNews = Date.now()
  for (;;) {
    // Whatever was written before the end, or in the silence, is in the file that is read after it.
    const endedBefore = ended
    const isQuiet = started && Date.now() - lastNews > QUIET_MS
    const isGone = isQuiet && (await processState(progressDir)) === 'gone'
    const isSilent = Date.now() - lastNews > silenceLimitMs
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
    const isGivenUp = endedBefore && (!started || (isSilent && news.length === 0))
    if (isGone || isGivenUp) return { started, outcome: undefined }
    await setTimeout(POLL_MS)
  }
}

/** Of the process that does the run, which it notes before anything else (start_events in progress.sh). */
async function processState(progressDir: string): Promise<ProcessState> {
  const text = await readFile(join(progressDir, 'process'), 'utf8').catch(() => '')
  const process = parseRunProcesses(text).at(-1)
  return process === undefined ? 'unknown' : stateOfProcess(process)
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
