import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importBusyboxImage } from '../images.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import {
  changesSince,
  expectedProcesses,
  practiceRange,
  processesOnHost,
  readWholeState,
  startPractice,
  waitForSettledNetwork,
} from '../practice-engines.ts'

/** The practice engines of the other releases' Docker; on bookworm each of their promises has its own test. */
describe.each(['bullseye', 'trixie', 'forky'] as const)('on %s', (release) => {
  let machine: OwnedMachine
  beforeAll(async () => {
    machine = await bootMachine(release)
    await importBusyboxImage(machine)
    await machine.shell('docker run --detach --name own busybox sleep 1d')
    await waitForSettledNetwork(machine, ['docker0', 'veth'])
  })
  afterAll(() => machine.stop())

  it('both run side by side, one root reads and the other is refused, and nothing is left', async () => {
    const before = await readWholeState(machine)
    const practice = await startPractice(machine, 'practice-both')
    await practice.waitForEvent('practice-ready')
    const events = await practice.readEvents()
    expect(await processesOnHost(machine, events)).toEqual([
      ...expectedProcesses('plain', 0),
      ...expectedProcesses('remapped', practiceRange.start),
    ])
    expect(events.filter(({ kind }) => kind === 'break-out')).toMatchObject([
      { engine: 'plain', outcome: 'read' },
      { engine: 'remapped', outcome: 'denied' },
    ])
    await practice.stop()
    expect((await practice.end).code).toBe(0)
    expect(await changesSince(before, machine)).toEqual([])
  })
})
