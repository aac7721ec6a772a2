import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure } from '#contract/channels.ts'
import type { PracticeEvent } from '#domain/practice-engines.ts'
import { parsePracticeEvents, practiceContainerId } from '#domain/practice-engines.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import type { ContainerNames } from './container-names.ts'
import { elevate, isNoRoom } from './elevation.ts'
import type { PracticeEngines } from './host.ts'
import { createProcReader } from './proc-reader.ts'
import { createProcessWatch } from './process-watch.ts'
import { progressDirOf } from './run-follower.ts'

/** The practice engines of this machine. */
export function createPracticeEngines(): PracticeEngines {
  let kept: { readonly runId: string; readonly asker: ChildProcess } | undefined
  let heard: readonly PracticeEvent[] = []
  const names = new Map<string, ContainerNames>()
  const watch = createProcessWatch(
    { namesOf: (id) => names.get(id), keepOnly: () => {} },
    createProcReader('/proc', practiceContainerId),
  )

  async function listen(): Promise<void> {
    if (kept === undefined) return
    const path = join(progressDirOf(kept.runId), 'events')
    // Not there yet, or not any more.
    const events = parsePracticeEvents(await readFile(path, 'utf8').catch(() => ''))
    if (events.length > heard.length) heard = events
    for (const event of heard) {
      if (event.kind !== 'container-started') continue
      if (names.has(event.containerId)) continue
      const nobody = { uid: new Map(), gid: new Map() }
      names.set(event.containerId, { name: event.name, inside: nobody })
    }
  }

  return {
    keep: async (script) => {
      const asker = startAsker()
      heard = []
      names.clear()
      try {
        const pid = await pidOf(asker)
        if (pid === undefined) return failure({ code: 'internal', detail: 'cat did not start' })
        const runId = `practice-${randomUUID()}`
        kept = { runId, asker }
        const end = await elevate([runId, String(pid), await startOf(pid)], script)
        return endOf(end, heard)
      } finally {
        kept = undefined
        // Should root's shell have been killed, what is left of them ends, too.
        asker.stdin?.end()
      }
    },
    read: async () => {
      await listen()
      if (heard.length === 0) return undefined
      const { processes } = await watch.read()
      return { events: heard, processes }
    },
    stop: () => {
      kept?.asker.stdin?.end()
    },
  }
}

/**
 * A process that root watches, and that ends with its input: when we ask for it, and when we are gone, whatever ended us.
 * So root needs nothing of ours that could be opened, written or exchanged.
 */
function startAsker(): ChildProcess {
  return spawn('cat', [], { stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' })
}

async function pidOf(asker: ChildProcess): Promise<number | undefined> {
  await once(asker, 'spawn').catch(() => undefined)
  return asker.pid
}

/** In ticks since boot: field 22 of stat (proc(5)). The program's name may hold anything but ends at the last bracket. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

/** What the program printed is all that it said; where it was killed, what was heard before is. */
function endOf(
  end: Awaited<ReturnType<typeof elevate>>,
  heard: readonly PracticeEvent[],
): Result<readonly PracticeEvent[], Failure> {
  if (!end.ok) return end
  const { exitCode, stdout, stderr } = end.value
  const said = parsePracticeEvents(stdout)
  if (said.length > 0) return success(said)
  if (heard.length > 0) return success(heard)
  const detail = `exit ${exitCode}\n${stderr}`.trim()
  return failure({ code: isNoRoom(stderr) ? 'no-room' : 'elevation-failed', detail })
}
