import { describe, expect, it, vi } from 'vitest'
import { failure, success } from '#domain/result.ts'
import { sha256 } from '#domain/sha256.ts'
import type { PracticeEngines } from '#host/host.ts'
import { openSimulated } from '../../e2e/hosts/open-simulated.ts'
import { createEnginesSession } from './engines-session.ts'
import { createInspector } from './inspection.ts'

vi.mock('electron-log/main', () => ({
  default: { info: () => {}, error: () => {}, warn: () => {} },
}))

// Simulated: the machine that the IDs are chosen on, and the engines, which end when the test says so.
function createSession(overrides: Partial<PracticeEngines> = {}, isBusy = false) {
  const kept: string[] = []
  let end: ((value: Awaited<ReturnType<PracticeEngines['keep']>>) => void) | undefined
  const engines: PracticeEngines = {
    keep: (script) => {
      kept.push(script)
      return new Promise((resolve) => {
        end = resolve
      })
    },
    read: async () => undefined,
    stop: () => end?.(success([ended])),
    ...overrides,
  }
  const inspector = createInspector(openSimulated('debian-12'))
  return {
    session: createEnginesSession(engines, inspector, { isBusy: () => isBusy }),
    kept,
    end: (value: Awaited<ReturnType<PracticeEngines['keep']>>) => end?.(value),
  }
}

const ended = { sequence: 9, at: 9, kind: 'practice-ended' } as const
const ready = { sequence: 8, at: 8, kind: 'practice-ready' } as const

async function digestOf({ prepare }: ReturnType<typeof createSession>['session']) {
  const prepared = await prepare()
  if (!prepared.ok) throw new Error(prepared.error.detail)
  return sha256(prepared.value.script)
}

describe('practice engines', () => {
  it('are kept by the program that was reviewed, and by no other', async () => {
    const { session, kept } = createSession()
    expect(await session.start('0'.repeat(64))).toMatchObject({
      ok: false,
      error: { code: 'script-differs' },
    })
    expect(session.isBusy()).toBe(false)
    const digest = await digestOf(session)
    expect(await session.start(digest)).toEqual(success(null))
    expect(kept.map(sha256)).toEqual([digest])
    expect(await session.read()).toEqual({ kind: 'asking' })
  })

  it('are one pair at a time, and none while a change is under way', async () => {
    const { session, kept } = createSession()
    const digest = await digestOf(session)
    const [first, second] = await Promise.all([session.start(digest), session.start(digest)])
    expect([first, second]).toMatchObject([{ ok: true }, { ok: false, error: { code: 'busy' } }])
    expect(kept).toHaveLength(1)
    const { session: besideRun, kept: none } = createSession({}, true)
    expect(await besideRun.start(digest)).toMatchObject({ error: { code: 'busy' } })
    expect(none).toEqual([])
  })

  it('are told of as they are, and as they were once they have ended', async () => {
    const { session } = createSession({
      read: async () => ({ events: [ready], processes: [] }),
    })
    await session.start(await digestOf(session))
    expect(await session.read()).toEqual({
      kind: 'on',
      events: [ready],
      processes: [],
      stopping: false,
    })
    session.stop()
    await expect.poll(() => session.isBusy()).toBe(false)
    expect(await session.read()).toEqual({ kind: 'off', events: [ended], failure: undefined })
  })

  it('say why they did not begin, and can be tried again', async () => {
    const { session, end } = createSession()
    const digest = await digestOf(session)
    await session.start(digest)
    const dismissed = { code: 'dialog-dismissed', detail: '' } as const
    end(failure(dismissed))
    await expect.poll(() => session.isBusy()).toBe(false)
    expect(await session.read()).toEqual({ kind: 'off', events: [], failure: dismissed })
    expect(await session.start(digest)).toEqual(success(null))
  })

  it('are none on a simulated machine', async () => {
    const inspector = createInspector(openSimulated('debian-12'))
    const session = createEnginesSession(undefined, inspector, { isBusy: () => false })
    const refused = { ok: false, error: { code: 'real-machine-only' } }
    expect(await session.prepare()).toMatchObject(refused)
    expect(await session.start('0'.repeat(64))).toMatchObject(refused)
    expect(session.stop()).toBe(null)
    expect(await session.read()).toEqual({ kind: 'off', events: [], failure: undefined })
  })
})
