import { expect, it } from 'vitest'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import type { Plan } from '#domain/plan.ts'
import { compileScript } from '#domain/script.ts'
import { createUndoPlan } from '#domain/undo-plan.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import type { Host } from '#host/host.ts'
import { reportOn } from '../check-report.ts'
import { openSimulated } from './open-simulated.ts'
import { expected } from './expected.ts'

/** What kept Docker from a good start stays away after Undo, too. */
const LASTING = new Set(['drop-remap-flag', 'drop-remap-key'])

const steps = Object.entries(expected).flatMap(([name, { plan }]) =>
  plan ? [[name, plan.steps] as const] : [],
)
const begun = steps.filter(([, ids]) => ids.some((id) => LASTING.has(id)))
const plain = steps.filter(([, ids]) => !ids.some((id) => LASTING.has(id)))

it.each(plain)('%s is as it was once its change is taken back', async (name) => {
  const { before, after } = await applyAndUndo(name)
  expect(withoutStarts(after)).toEqual(withoutStarts(before))
})

it.each(begun)(
  '%s is not remapped, nor about to be, once its change is taken back',
  async (name) => {
    const { after } = await applyAndUndo(name)
    expect(parseHostFacts(after).docker.remapped).toBe(false)
    expect(JSON.stringify(after.files)).not.toContain('userns-remap')
  },
)

/** The run is simulated; its script is the one that root would run, and the files are read by the real reading. */
async function applyAndUndo(hostName: string) {
  const host = openSimulated(hostName)
  const before = await host.readSnapshot()
  const { plan } = reportOn(before)
  if (!plan) throw new Error('There is no plan')

  expect(await outcomeOf(host, 'run-1', plan)).toBe('done')
  const changed = parseHostFacts(await host.readSnapshot())
  // A kernel that is only prepared leaves Docker alone.
  expect(changed.docker.remapped).toBe(!plan.needsReboot)
  expect(changed.docker.dataRoot).toBe(plan.needsReboot ? plan.dataRoot : plan.remappedDataRoot)

  const [summary] = await host.listRuns()
  if (!summary) throw new Error('There is no journal')
  const undo = createUndoPlan(summary.plan, changed, 'run-1')
  if (!undo.ok) throw new Error(undo.error.code)
  expect(await outcomeOf(host, 'run-2', undo.value)).toBe('done')
  return { before, after: await host.readSnapshot() }
}

async function outcomeOf(host: Host, runId: string, plan: Plan): Promise<string> {
  const run = await host.runScript(runId, compileScript(plan, transactionText), () => undefined)
  return run.ok ? run.value : run.error.code
}

/** Each start of Docker is another process. */
function withoutStarts(snapshot: HostSnapshot) {
  const { daemons, unit, ...docker } = snapshot.docker
  const lasting = { daemons: daemons.map(({ argv }) => argv), activeState: unit?.activeState }
  return { ...snapshot, docker: { ...docker, ...lasting } }
}
