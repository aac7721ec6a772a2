import { expect, it } from 'vitest'
import { parseHostFacts } from '#domain/host-facts.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import type { Plan } from '#domain/plan.ts'
import { compileScript } from '#domain/script.ts'
import { createUndoPlan } from '#domain/undo-plan.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import type { Host } from '#host/host.ts'
import { reportOn } from '../check-report.ts'
import { createSimulatedHost } from '../simulated/simulated-host.ts'
import { expected } from './expected.ts'

const changeable = Object.entries(expected).flatMap(([name, { plan }]) => (plan ? [name] : []))

/** The run is simulated; its script is the one that root would run, and the files are read by the real reading. */
it.each(changeable)('%s is as it was once its change is taken back', async (hostName) => {
  const host = createSimulatedHost({ hostsDir: import.meta.dirname, hostName, stepMs: 0 })
  const before = await host.readSnapshot()
  const { plan } = reportOn(before)
  if (!plan) throw new Error('There is no plan')

  expect(await outcomeOf(host, 'run-1', plan)).toBe('done')
  const changed = await host.readSnapshot()
  const { docker } = parseHostFacts(changed)
  const [{ plan: journal } = { plan: undefined }] = await host.listRuns()
  if (!journal) throw new Error('There is no journal')
  // A kernel that is only prepared leaves Docker alone.
  expect(docker.remapped).toBe(!plan.needsReboot)
  expect(docker.dataRoot).toBe(plan.needsReboot ? plan.dataRoot : plan.remappedDataRoot)

  const undo = createUndoPlan(journal, parseHostFacts(changed), 'run-1')
  if (!undo.ok) throw new Error(undo.error.code)
  expect(await outcomeOf(host, 'run-2', undo.value)).toBe('done')
  expect(withoutStarts(await host.readSnapshot())).toEqual(withoutStarts(before))
})

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
