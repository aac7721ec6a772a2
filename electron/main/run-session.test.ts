import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Choices } from '#domain/plan.ts'
import { createPlan } from '#domain/plan.ts'
import { failure, success } from '#domain/result.ts'
import { sha256 } from '#domain/sha256.ts'
import type { PracticeFault } from '#domain/practice.ts'
import { openSimulated } from '../../e2e/hosts/open-simulated.ts'
import { handOver } from './hand-over-session.ts'
import { createInspector } from './inspection.ts'
import { applyChoices, createRunner, scriptOf, type SendEvent } from './run-session.ts'
import { previewUndo, undoRun, verifyRun } from './undo-session.ts'

const choices: Choices = {
  remapUser: 'dockremap',
  range: { start: 231072, count: 65536 },
  way: 'daemon-config',
  consents: [],
}

/** Everything below the page, on a simulated machine. `ended` waits for the run and gives its last event. */
function openSession(hostName = 'debian-12', ...faults: readonly PracticeFault[]) {
  const host = openSimulated(hostName, ...faults)
  const inspector = createInspector(host)
  const sent: { readonly name: string; readonly payload: unknown }[] = []
  const send: SendEvent = (name, payload) => void sent.push({ name, payload })
  const runner = createRunner(host, inspector, send)

  async function ended() {
    while (runner.isBusy()) await sleep(10)
    return sent.at(-1)
  }
  /** The digest that the page would show, from the facts that it was shown. */
  async function review(elevated = false) {
    const seen = elevated ? await inspector.lookElevated() : await inspector.look()
    if (!seen.ok) throw new Error(seen.error.code)
    const plan = createPlan(seen.value.facts, choices)
    if (!plan.ok) throw new Error(JSON.stringify(plan.error))
    return sha256(scriptOf(plan.value))
  }
  const apply = (scriptSha256: string) =>
    applyChoices({ choices, scriptSha256 }, inspector, runner.run)
  return { host, inspector, runner, sent, ended, review, apply }
}

describe('applyChoices', () => {
  it('runs the reviewed script and passes its events on', async () => {
    const { apply, ended, review, sent } = openSession()
    const reply = await apply(await review())
    expect(reply).toEqual({ ok: true, value: { runId: expect.any(String) } })
    expect(await ended()).toMatchObject({
      name: 'runEvent',
      payload: { event: { kind: 'run-finished', outcome: 'done' } },
    })
    const runIds = new Set(sent.map(({ payload }) => Reflect.get(Object(payload), 'runId')))
    expect(runIds).toEqual(new Set([reply.ok && reply.value.runId]))
  })

  it('refuses another script than the one for the machine as it is', async () => {
    const { apply, sent, host } = openSession()
    expect(await apply(sha256('rm -rf /'))).toMatchObject({ error: { code: 'script-differs' } })
    expect(sent).toEqual([])
    expect(await host.listRuns()).toEqual([])
  })

  it('refuses when a file has changed since the review', async () => {
    const { apply, review, host } = openSession('debian-12', 'facts-changed')
    const reply = await apply(await review())
    expect(reply).toMatchObject({ ok: false, error: { code: 'script-differs' } })
    expect(await host.listRuns()).toEqual([])
  })

  it('refuses what has a blocker', async () => {
    const { apply } = openSession('already-remapped')
    expect(await apply(sha256(''))).toMatchObject({ error: { code: 'blocked' } })
  })

  it('refuses choices that the machine has no room for any more', async () => {
    const { inspector, runner } = openSession()
    const taken: Choices = { ...choices, range: { start: 100000, count: 65536 } }
    const reply = await applyChoices(
      { choices: taken, scriptSha256: sha256('') },
      inspector,
      runner.run,
    )
    expect(reply).toMatchObject({ error: { code: 'facts-changed' } })
  })

  it('makes one change at a time', async () => {
    const { apply, ended, review } = openSession()
    const digest = await review()
    const replies = await Promise.all([apply(digest), apply(digest)])
    expect(replies.map((reply) => reply.ok || reply.error.code)).toEqual([true, 'busy'])
    expect(await apply(digest)).toMatchObject({ error: { code: 'busy' } })
    await ended()
  })

  it('says that nothing was started when the password dialog ends without a password', async () => {
    const { apply, ended, review, host } = openSession('debian-12', 'dialog-dismissed')
    const digest = await review()
    const reply = await apply(digest)
    const runId = reply.ok && reply.value.runId
    expect(await ended()).toMatchObject({
      name: 'runNotStarted',
      payload: { runId, failure: { code: 'dialog-dismissed' } },
    })
    expect(await host.listRuns()).toEqual([])
    // And then again, with the password.
    expect(await apply(digest)).toMatchObject({ ok: true })
    await ended()
  })

  it('applies what was seen with a password, without asking for another to look', async () => {
    const { apply, ended, review } = openSession('socket-not-readable')
    expect(await apply(await review(true))).toMatchObject({ ok: true })
    expect(await ended()).toMatchObject({ payload: { event: { outcome: 'done' } } })
  })

  it('does not apply on facts that a look without a password cannot see', async () => {
    const { apply, inspector, review } = openSession('socket-not-readable')
    const digest = await review(true)
    await inspector.look()
    expect(await apply(digest)).toMatchObject({ error: { code: 'blocked' } })
  })
})

function openHandOver(...faults: readonly PracticeFault[]) {
  const session = openSession('debian-12', ...faults)
  const { host, inspector, runner } = session
  const hand = async (scriptSha256: string) =>
    handOver({ kind: 'apply', choices, scriptSha256 }, host, inspector, runner)
  return { ...session, hand }
}

describe('handOver', () => {
  it('gives a line for the reviewed script, and tells of its run as of any other', async () => {
    const { hand, review, ended, sent } = openHandOver()
    const reply = await hand(await review())
    expect(reply).toMatchObject({
      ok: true,
      value: { command: expect.stringContaining('sudo /bin/sh -c'), path: expect.any(String) },
    })
    await ended()
    expect(sent.at(0)).toMatchObject({
      name: 'runEvent',
      payload: { runId: reply.ok && reply.value.runId, event: { kind: 'run-started' } },
    })
    expect(sent.at(-1)).toMatchObject({ payload: { event: { outcome: 'done' } } })
  })

  it('gives none for another script than the one for the machine as it is', async () => {
    const { hand, runner } = openHandOver()
    expect(await hand(sha256('rm -rf /'))).toMatchObject({ error: { code: 'script-differs' } })
    expect(runner.isBusy()).toBe(false)
  })

  it('gives none when a file has changed since the review', async () => {
    const { hand, review } = openHandOver('facts-changed')
    expect(await hand(await review())).toMatchObject({ error: { code: 'script-differs' } })
  })

  it('lets nothing else begin while it waits, and everything once it was taken back', async () => {
    const { hand, apply, review, ended, runner, sent, host } = openHandOver('line-not-run')
    const digest = await review()
    const reply = await hand(digest)
    const runId = reply.ok ? reply.value.runId : ''
    expect(await apply(digest)).toMatchObject({ error: { code: 'busy' } })
    expect(await hand(digest)).toMatchObject({ error: { code: 'busy' } })
    await runner.withdraw('another')
    expect(runner.isBusy()).toBe(true)
    await runner.withdraw(runId)
    await ended()
    expect(sent).toEqual([
      { name: 'runNotStarted', payload: { runId, failure: { code: 'withdrawn', detail: '' } } },
    ])
    expect(await host.listRuns()).toEqual([])
    expect(await apply(digest)).toMatchObject({ ok: true })
    await ended()
  })

  it('keeps nothing waiting when there is no room to hand over', async () => {
    const { host, inspector, review, runner } = openHandOver()
    const digest = await review()
    const noRoom = { code: 'no-room', detail: '/run' } as const
    const full = createRunner(
      { ...host, handOver: async () => failure(noRoom) },
      inspector,
      () => {},
    )
    const broken = createRunner(
      { ...host, handOver: () => Promise.reject(new Error('EIO')) },
      inspector,
      () => {},
    )
    const request = { kind: 'apply', choices, scriptSha256: digest } as const
    expect(await handOver(request, host, inspector, full)).toEqual(failure(noRoom))
    await expect(handOver(request, host, inspector, broken)).rejects.toThrow('EIO')
    expect([full, broken, runner].map(({ isBusy }) => isBusy())).toEqual([false, false, false])
  })

  it('undoes as well, by the reviewed script only', async () => {
    const { hand, review, ended, host, inspector, runner } = openHandOver()
    const before = (await host.readSnapshot()).files
    const applied = await hand(await review())
    const runId = applied.ok ? applied.value.runId : ''
    await ended()
    const preview = await previewUndo(runId, host, inspector)
    if (!preview.ok || preview.value.kind !== 'ready') throw new Error(JSON.stringify(preview))
    const undo = (script: string) =>
      handOver({ kind: 'undo', runId, scriptSha256: sha256(script) }, host, inspector, runner)
    expect(await undo('another')).toMatchObject({ error: { code: 'script-differs' } })
    expect(await undo(preview.value.script)).toMatchObject({ ok: true })
    await ended()
    expect((await host.readSnapshot()).files).toEqual(before)
  })
})

describe('undoRun', () => {
  it('takes an applied run back, if its script was reviewed', async () => {
    const { apply, ended, review, host, inspector, runner } = openSession()
    const before = (await host.readSnapshot()).files
    const applied = await apply(await review())
    if (!applied.ok) throw new Error(applied.error.code)
    const { runId } = applied.value
    await ended()
    expect((await host.readSnapshot()).files).not.toEqual(before)

    const preview = await previewUndo(runId, host, inspector)
    if (!preview.ok || preview.value.kind !== 'ready') throw new Error(JSON.stringify(preview))
    const { script } = preview.value
    const undo = (scriptSha256: string) =>
      undoRun({ runId, scriptSha256 }, host, inspector, runner.run)
    expect(await undo(sha256('another'))).toMatchObject({ error: { code: 'script-differs' } })
    expect(await undo(sha256(script))).toMatchObject({ ok: true })
    await ended()
    expect((await host.readSnapshot()).files).toEqual(before)
    expect(await previewUndo(runId, host, inspector)).toEqual(
      success({ kind: 'refused', problem: { code: 'not-in-effect' } }),
    )
    expect(await undo(sha256(script))).toMatchObject({ error: { code: 'changed-since' } })
  })

  it('knows only runs of the journal', async () => {
    const { host, inspector } = openSession()
    const unknown = { ok: false, error: { code: 'run-unknown', detail: 'never' } }
    expect(await previewUndo('never', host, inspector)).toEqual(unknown)
    expect(await verifyRun('never', host, inspector)).toEqual(unknown)
  })

  it('does not take what root saw before a run for what is there after it', async () => {
    const { apply, ended, review, host, inspector } = openSession('socket-not-readable')
    const applied = await apply(await review(true))
    if (!applied.ok) throw new Error(applied.error.code)
    await ended()
    const checks = await verifyRun(applied.value.runId, host, inspector)
    const remapping =
      checks.ok && checks.value.find(({ code }) => code === 'daemon-reports-remapping')
    expect(remapping).toMatchObject({ ok: undefined })
  })
})
