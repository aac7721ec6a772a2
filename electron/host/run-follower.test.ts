import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunEvent } from '#domain/run-events.ts'
import { followRun } from './run-follower.ts'

const PAUSE_MS = 150

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'follower-test-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** Follows a file that gets the pieces one after another; the elevated command ends before the piece `endsBefore`. */
async function follow(
  pieces: readonly (string | Buffer)[],
  endsBefore: number,
  silenceLimitMs = 60_000,
) {
  const path = join(dir, 'events')
  const events: RunEvent[] = []
  const command = new EventEmitter()
  const elevated = once(command, 'end')
  const following = followRun(dir, (event) => events.push(event), elevated, silenceLimitMs)
  for (const [index, piece] of pieces.entries()) {
    if (index === endsBefore) command.emit('end')
    await setTimeout(PAUSE_MS)
    appendFileSync(path, piece)
  }
  if (endsBefore === pieces.length) {
    await setTimeout(PAUSE_MS)
    command.emit('end')
  }
  return { run: await following, texts: events.map(describeEvent) }
}

/** In steps, as the follower itself goes: what keeps this process from its work keeps both. */
async function twoSeconds() {
  for (let step = 0; step < 20; step += 1) await setTimeout(100)
  return 'two seconds went by'
}

function describeEvent(event: RunEvent): string {
  return event.kind === 'log' ? event.text : event.kind
}

const STARTED = '1\t1\trun-started\tapply\n'
const LOG = Buffer.from('2\t2\tlog\t日本\n')
const FINISHED = '3\t3\trun-finished\tdone\n'

describe('followRun', () => {
  it('passes each event on once and in order, though the file comes in pieces', async () => {
    // The middle of a character and of a line.
    const pieces = [
      STARTED,
      LOG.subarray(0, 9),
      LOG.subarray(9),
      FINISHED.slice(0, 8),
      FINISHED.slice(8),
    ]
    expect(await follow(pieces, 10)).toEqual({
      run: { started: true, outcome: 'done' },
      texts: ['run-started', '日本', 'run-finished'],
    })
  })

  it('follows a run that outlives the command that started it', async () => {
    expect(await follow([STARTED, LOG, FINISHED], 2)).toEqual({
      run: { started: true, outcome: 'done' },
      texts: ['run-started', '日本', 'run-finished'],
    })
  })

  it('gives up on a run that fell silent without an end', async () => {
    expect(await follow([STARTED, LOG], 2, 500)).toEqual({
      run: { started: true, outcome: undefined },
      texts: ['run-started', '日本'],
    })
  })

  it('ends with the command when the run never started', async () => {
    expect(await follow([], 0)).toEqual({ run: { started: false, outcome: undefined }, texts: [] })
  })

  it('reads what was written just before the command ended', async () => {
    const path = join(dir, 'events')
    const events: RunEvent[] = []
    appendFileSync(path, `${STARTED}${FINISHED}`)
    const run = await followRun(dir, (event) => events.push(event), Promise.resolve())
    expect({ run, texts: events.map(describeEvent) }).toEqual({
      run: { started: true, outcome: 'done' },
      texts: ['run-started', 'run-finished'],
    })
  })

  it('ends also when the command could not even be asked for', async () => {
    const elevated = Promise.reject(new Error('no disk'))
    expect(await followRun(dir, () => {}, elevated)).toEqual({
      started: false,
      outcome: undefined,
    })
  })

  describe('of a real process', () => {
    /** As progress.sh: notes its process, reports that it started, and waits. */
    const RUN = `
      read -r stat <"/proc/$$/stat"
      set -- \${stat##*) }
      read -r boot </proc/sys/kernel/random/boot_id
      printf '%s %s %s 1000\\n' $$ "\${20}" "$boot" >"$DIR/process"
      printf '1\\t1\\trun-started\\tapply\\n' >>"$DIR/events"
      read -r _
      printf '2\\t2\\trun-finished\\tdone\\n' >>"$DIR/events"`
    const never = new Promise<void>(() => {})

    function start() {
      const events: RunEvent[] = []
      const child = spawn('sh', ['-c', RUN], { env: { ...process.env, DIR: dir } })
      const following = followRun(dir, (event) => events.push(event), never)
      return { child, following, events }
    }

    it('says within two seconds that it was killed, whatever else still runs', async () => {
      const { child, following, events } = start()
      await expect.poll(() => events.length).toBe(1)
      child.kill('SIGKILL')
      expect(await Promise.race([following, twoSeconds()])).toEqual({
        started: true,
        outcome: undefined,
      })
      expect(events.map(describeEvent)).toEqual(['run-started'])
    })

    it('waits while it is silent and alive', async () => {
      const { child, following, events } = start()
      await expect.poll(() => events.length).toBe(1)
      const isOver = await Promise.race([following, setTimeout(1500, 'silent')])
      child.stdin.end('\n')
      expect([isOver, await following]).toEqual(['silent', { started: true, outcome: 'done' }])
    })
  })
})
