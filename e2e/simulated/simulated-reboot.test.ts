import { join } from 'node:path'
import { expect, it } from 'vitest'
import { suggestChoices } from '#domain/choices.ts'
import type { Consent } from '#domain/consents.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import { pendingReboot } from '#domain/kernel/pending-reboot.ts'
import { createPlan } from '#domain/plan.ts'
import type { Plan } from '#domain/plan.ts'
import { compileScript } from '#domain/script.ts'
import { createUndoPlan } from '#domain/undo-plan.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import { createSimulatedHost } from './simulated-host.ts'

const hostsDir = join(import.meta.dirname, '../hosts')
const CONSENTS: readonly Consent[] = ['raise-namespace-limit', 'add-kernel-arguments']

function open(hostName: string) {
  const host = createSimulatedHost({ hostsDir, hostName, stepMs: 0 })
  async function facts(): Promise<HostFacts> {
    return parseHostFacts(await host.readSnapshot())
  }
  async function plan(consents: readonly Consent[]): Promise<Plan> {
    const seen = await facts()
    const made = createPlan(seen, { ...suggestChoices(seen)!, consents })
    if (!made.ok) throw new Error(JSON.stringify(made.error))
    return made.value
  }
  async function run(runId: string, plan: Plan): Promise<unknown> {
    return host.runScript(runId, compileScript(plan, transactionText), () => undefined)
  }
  const pending = async () => pendingReboot(await host.listRuns(), await facts())?.state
  return { host, facts, plan, run, pending }
}

it.each(['centos-7.3', 'centos-7.9'])(
  '%s waits for its restart, and goes on after it',
  async (name) => {
    const { host, facts, plan, run, pending } = open(name)
    const prepared = await plan(CONSENTS)
    expect(prepared.needsReboot).toBe(true)
    await run('run-1', prepared)
    expect(await pending()).toBe('restart')
    expect((await facts()).kernel.userNamespaces).not.toBe('available')
    host.restart()
    expect(await pending()).toBe('go-on')
    const rest = await plan([])
    expect(rest.needsReboot).toBe(false)
    await run('run-2', rest)
    expect((await facts()).docker.remapped).toBe(true)
    expect(await pending()).toBeUndefined()
  },
)

it('brings nothing where nothing was prepared, and takes back what was undone', async () => {
  const { host, facts, plan, run } = open('centos-7.9')
  const first = (await facts()).kernel
  host.restart()
  const { bootId, ...rest } = (await facts()).kernel
  expect({ ...rest, bootId: first.bootId }).toEqual(first)
  expect(bootId).not.toBe(first.bootId)

  await run('run-1', await plan(CONSENTS))
  host.restart()
  expect((await facts()).kernel.userNamespaces).toBe('available')
  const [summary] = await host.listRuns()
  const undo = createUndoPlan(summary!.plan, await facts(), 'run-1')
  if (!undo.ok) throw new Error(undo.error.code)
  await run('run-2', undo.value)
  host.restart()
  expect({ ...(await facts()).kernel, bootId: first.bootId }).toEqual(first)
})
