import { describe, expect, it } from 'vitest'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { suggestChoices } from '#domain/choices.ts'
import { createPlan } from '#domain/plan.ts'
import { compileScript } from '#domain/script.ts'
import type { Host } from '#host/host.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import { openSimulated } from '../../e2e/hosts/open-simulated.ts'

async function factsOf(host: Host) {
  return parseHostFacts(await host.readSnapshot())
}

async function applyOn(host: Host): Promise<void> {
  const facts = await factsOf(host)
  const plan = createPlan(facts, suggestChoices(facts)!)
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  await host.runScript('run-1', compileScript(plan.value, transactionText), () => {})
}

async function namesOf(host: Host): Promise<readonly (string | undefined)[]> {
  const { processes } = await host.readProcesses()
  return [...new Set(processes.map(({ containerName }) => containerName))]
}

describe('what somebody does at the simulated machine', () => {
  it('starts and stops containers', async () => {
    const host = openSimulated('debian-12-fresh')
    expect(host.letHappen('container-stopped')).toBe(false)
    expect(host.letHappen('container-started')).toBe(true)
    expect(await namesOf(host)).toEqual(['practice-1'])
    expect((await factsOf(host)).docker.containers.map(({ name }) => name)).toEqual(['practice-1'])
    expect(host.letHappen('container-stopped')).toBe(true)
    expect(await namesOf(host)).toEqual([])
  })

  it('starts containers remapped where remapping is on, and what was there before is hidden', async () => {
    const host = openSimulated('debian-12-fresh')
    host.letHappen('container-started')
    await applyOn(host)
    expect(await namesOf(host)).toEqual([])
    host.letHappen('container-started')
    const { processes } = await host.readProcesses()
    const root = (await factsOf(host)).subuid.ranges.find(({ owner }) => owner === 'dockremap')!
    expect(processes.map(({ containerName, uid }) => [containerName, uid.host])).toEqual([
      ['practice-2', root.start],
      ['practice-2', root.start + 33],
    ])
  })

  it('starts nothing where no Docker answers', () => {
    const host = openSimulated('no-docker')
    expect(host.letHappen('container-started')).toBe(false)
  })

  it('adds accounts with ranges of their own, each another one', async () => {
    const host = openSimulated('debian-12-fresh')
    host.letHappen('account-added')
    host.letHappen('account-added')
    const { ranges } = (await factsOf(host)).subuid
    expect(ranges.map(({ owner, start }) => `${owner}:${start}`)).toEqual([
      'carol:1200000',
      'dave:1265536',
    ])
  })

  it('changes the line that a change wrote, once there is one', async () => {
    const host = openSimulated('debian-12-fresh')
    expect(host.letHappen('own-line-changed')).toBe(false)
    await applyOn(host)
    expect(host.letHappen('own-line-changed')).toBe(true)
    expect((await factsOf(host)).subuid.ranges.at(-1)).toMatchObject({ count: 131072 })
  })

  it('restarts the machine', async () => {
    const host = openSimulated('centos-7.9')
    const before = (await factsOf(host)).kernel.bootId
    host.letHappen('machine-restarted')
    expect((await factsOf(host)).kernel.bootId).not.toBe(before)
  })

  it('lets what goes wrong once be over then, and the rest stay', async () => {
    const host = openSimulated('debian-12', 'dialog-dismissed', 'docker-does-not-start')
    const refused = await host.readSnapshotElevated()
    expect(refused.ok).toBe(false)
    expect(host.faults()).toEqual(['docker-does-not-start'])
    expect((await host.readSnapshotElevated()).ok).toBe(true)
    host.setFaults(['no-agent'])
    expect(host.faults()).toEqual(['no-agent'])
    expect((await host.readSnapshotElevated()).ok).toBe(false)
    expect((await host.readSnapshotElevated()).ok).toBe(false)
  })
})
