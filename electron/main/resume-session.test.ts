import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { suggestChoices } from '#domain/choices.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { createPlan } from '#domain/plan.ts'
import type { RunEvent } from '#domain/run-events.ts'
import { sha256 } from '#domain/sha256.ts'
import type { Host } from '#host/host.ts'
import { openSimulated } from '../../e2e/hosts/open-simulated.ts'
import { createInspector } from './inspection.ts'
import { previewResume, resumeRun } from './resume-session.ts'
import { createRunner, scriptOf } from './run-session.ts'

/** A simulated machine whose run `run-1` was cut off. */
async function cutOffHost(): Promise<Host> {
  const host = openSimulated('debian-12', 'cut-off')
  const facts = parseHostFacts(await host.readSnapshot())
  const plan = createPlan(facts, suggestChoices(facts)!)
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  await host.runScript('run-1', scriptOf(plan.value), () => {})
  return host
}

/** The host with another journal than its own. */
const withCutOff = (host: Host, running: boolean, extra: readonly RunEvent[] = []): Host => ({
  ...host,
  listRuns: async () =>
    (await host.listRuns()).flatMap((run) =>
      run.cutOff
        ? [
            Object.assign(run, {
              cutOff: { ...run.cutOff, running, events: [...run.cutOff.events, ...extra] },
            }),
          ]
        : [],
    ),
})

describe('previewResume', () => {
  it('tells how far the run came, both ways on, and the very script that began it', async () => {
    const host = await cutOffHost()
    const preview = await previewResume('run-1', host)
    if (!preview.ok) throw new Error(preview.error.code)
    expect(preview.value.verbs).toEqual(['finish', 'roll-back'])
    expect(preview.value.events.at(-1)).toMatchObject({ step: 'edit-daemon-config' })
    expect(preview.value.script).toBe(await host.readRunScript('run-1'))
  })

  it('offers only to roll back once that had begun', async () => {
    const host = withCutOff(await cutOffHost(), false, [
      { sequence: 99, at: 1, kind: 'rollback-started' },
    ])
    const preview = await previewResume('run-1', host)
    expect(preview.ok && preview.value.verbs).toEqual(['roll-back'])
  })

  it('refuses a run that is still at work, has ended or is unknown', async () => {
    const host = await cutOffHost()
    expect(await previewResume('run-1', withCutOff(host, true))).toMatchObject({
      error: { code: 'nothing-to-resume' },
    })
    const script = (await host.readRunScript('run-1')) ?? ''
    await host.runScript('attempt', script, () => {}, { verb: 'finish', runId: 'run-1' })
    expect(await previewResume('run-1', host)).toMatchObject({
      error: { code: 'nothing-to-resume' },
    })
    expect(await previewResume('run-2', host)).toMatchObject({ error: { code: 'run-unknown' } })
  })
})

describe('resumeRun', () => {
  it('goes on with the script that was shown, and with no other', async () => {
    const host = await cutOffHost()
    const runner = createRunner(host, createInspector(host), () => {})
    const scriptSha256 = sha256((await host.readRunScript('run-1')) ?? '')
    const request = { runId: 'run-1', verb: 'roll-back' } as const
    expect(
      await resumeRun({ ...request, scriptSha256: sha256('another') }, host, runner.run),
    ).toMatchObject({ error: { code: 'script-differs' } })
    expect(await resumeRun({ ...request, scriptSha256 }, host, runner.run)).toMatchObject({
      ok: true,
    })
    while (runner.isBusy()) await sleep(10)
    const [run] = await host.listRuns()
    expect(run?.outcome).toBe('rolled-back')
  })
})
