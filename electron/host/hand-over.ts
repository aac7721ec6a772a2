import { EventEmitter, once } from 'node:events'
import { watch } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Failure } from '#contract/channels.ts'
import { failure, success, type Result } from '#domain/result.ts'
import type { Resumption, RunEvent } from '#domain/run-events.ts'
import { sha256 } from '#domain/sha256.ts'
import { copyDirOf, elevatedCommand, stageScript, wordsOf } from './elevation.ts'
import type { HandedOver, RunEnd } from './host.ts'
import { followRun, progressDirOf } from './run-follower.ts'

/** `Host.handOver` on this machine. */
export async function handOver(
  runId: string,
  script: string,
  onEvent: (event: RunEvent) => void,
  resumption?: Resumption,
): Promise<Result<HandedOver, Failure>> {
  const staging = await stageScript(script)
  if (!staging.ok) return staging
  const { path, byteLength, remove } = staging.value
  const words = wordsOf(runId, resumption)
  const command = terminalCommand(elevatedCommand(words, path, byteLength, sha256(script)))
  const dirs = { copyDir: copyDirOf(runId), progressDir: progressDirOf(runId) }
  return success({ command, path, ...followHandedOver(dirs, onEvent, remove) })
}

/**
 * The line for a terminal. It means the same to bash, zsh, fish and dash: all of the command is one word in single
 * quotes, and what is quoted within has nothing that double quotes would let a shell expand.
 */
export function terminalCommand(rootCommand: string): string {
  const quoted = rootCommand.replaceAll("'", '"')
  if (/[$`\\!\n]/.test(quoted)) throw new Error(`Not to be pasted: ${rootCommand}`)
  return `sudo /bin/sh -c '${quoted}'`
}

type Dirs = {
  /** Where root has its copy of the script from before it looks at it until the run has ended. */
  readonly copyDir: string
  readonly progressDir: string
}

/** Longer than root may take over the staged script (elevatedCommand). */
const TAKE_LIMIT_MS = 15_000

const POLL_MS = 100

/**
 * Waits for somebody to run the line, and follows the run then. The staged script goes once the run has begun, for root
 * has its copy, or once it never will.
 */
export function followHandedOver(
  { copyDir, progressDir }: Dirs,
  onEvent: (event: RunEvent) => void,
  removeStaged: () => Promise<void>,
  takeLimitMs = TAKE_LIMIT_MS,
): Pick<HandedOver, 'end' | 'withdraw'> {
  let isWithdrawn = false
  // Whether it will be run is known: it has begun, or never will.
  const decision = new EventEmitter()
  const isDecided = once(decision, 'made')
  const settle = () => decision.emit('made')
  const stopWatching = watchComingAndGoing(copyDir, settle)

  async function follow(): Promise<Result<RunEnd, Failure>> {
    const decided = isDecided.finally(removeStaged)
    try {
      const run = await followRun(
        progressDir,
        (event) => {
          settle()
          onEvent(event)
        },
        decided,
      )
      if (run.outcome !== undefined) return success(run.outcome)
      if (run.started) return success('cut-off')
      return failure({ code: isWithdrawn ? 'withdrawn' : 'root-refused', detail: '' })
    } finally {
      stopWatching()
    }
  }

  async function withdraw() {
    isWithdrawn = true
    await removeStaged()
    // Whoever looks for it from now on finds nothing; root may have looked just before.
    const limit = Date.now() + takeLimitMs
    while ((await exists(copyDir)) && Date.now() < limit) await setTimeout(POLL_MS)
    settle()
  }

  return { end: follow(), withdraw }
}

/**
 * Tells when a directory has come and gone, which may take no longer than some milliseconds. Where the kernel does not
 * tell of it, nobody hears: then the terminal alone says why root did not run the script.
 */
function watchComingAndGoing(dir: string, onGone: () => void): () => void {
  try {
    const watcher = watch(dirname(dir), { persistent: false }, (_event, name) => {
      if (name === basename(dir)) void exists(dir).then((isThere) => isThere || onGone())
    })
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    return () => {}
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
