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
import { openSimulated } from '../../e2e/hosts/open-simulated.ts'

const CONSENTS: readonly Consent[] = ['raise-namespace-limit', 'add-kernel-arguments']

function open(hostName: string) {
  const host = openSimulated(hostName)
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
    host.letHappen('machine-restarted')
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
  host.letHappen('machine-restarted')
  const { bootId, ...rest } = (await facts()).kernel
  expect({ ...rest, bootId: first.bootId }).toEqual(first)
  expect(bootId).not.toBe(first.bootId)

  await run('run-1', await plan(CONSENTS))
  host.letHappen('machine-restarted')
  expect((await facts()).kernel.userNamespaces).toBe('available')
  const [summary] = await host.listRuns()
  const undo = createUndoPlan(summary!.plan, await facts(), 'run-1')
  if (!undo.ok) throw new Error(undo.error.code)
  await run('run-2', undo.value)
  host.letHappen('machine-restarted')
  expect({ ...(await facts()).kernel, bootId: first.bootId }).toEqual(first)
})
