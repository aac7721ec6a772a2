import { describe, expect, it } from 'vitest'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import type { JournalPlan } from '#domain/plan.ts'
import { bookwormWithInfo } from '#domain/testing/bookworm.ts'
import { centos7 } from '#domain/testing/kernels.ts'
import type { PastRun } from './pending-reboot.ts'
import { pendingReboot } from './pending-reboot.ts'

const FIRST_BOOT = '0d8dbf44-2d28-4d2c-8b4e-2a4f0c1c9a11'
const SECOND_BOOT = '5e0c7b60-8f3c-4a57-9a0f-6d3b6f1d2e77'

const kernelPlan: JournalPlan = {
  version: 1,
  action: 'apply',
  remapUser: 'dockremap',
  range: { start: 458752, count: 65536 },
  usernsRemap: 'default',
  dataRoot: '/var/lib/docker',
  remappedDataRoot: '/var/lib/docker/458752.458752',
  needsReboot: true,
  bootId: FIRST_BOOT,
  steps: [],
}

function run(changes: Partial<PastRun> = {}, plan: Partial<JournalPlan> = {}): PastRun {
  return {
    runId: 'run-1',
    outcome: 'done',
    undoneBy: undefined,
    plan: { ...kernelPlan, ...plan },
    ...changes,
  }
}

const beforeRestart = centos7(514)
const afterRestart = centos7(514, {
  bootId: SECOND_BOOT,
  commandLine: 'ro user_namespace.enable=1',
})
const afterRestartInVain = centos7(514, { bootId: SECOND_BOOT })
const stateOf = (runs: readonly PastRun[], snapshot: HostSnapshot) =>
  pendingReboot(runs, parseHostFacts(snapshot))?.state

describe('a run that prepared the kernel', () => {
  it.each([
    ['waits for the restart', beforeRestart, 'restart'],
    ['goes on after it', afterRestart, 'go-on'],
    ['had no effect where the kernel is as before', afterRestartInVain, 'no-effect'],
  ])('%s', (_, snapshot, state) => {
    expect(stateOf([run()], snapshot)).toBe(state)
  })

  it('says what had been chosen', () => {
    expect(pendingReboot([run()], parseHostFacts(afterRestart))).toEqual({
      runId: 'run-1',
      state: 'go-on',
      remapUser: 'dockremap',
      range: { start: 458752, count: 65536 },
    })
  })

  it('does not wait without end where no boot can be told from another', () => {
    const ready = centos7(514, { bootId: undefined, commandLine: 'user_namespace.enable=1' })
    expect(stateOf([run({}, { bootId: undefined })], ready)).toBe('go-on')
  })

  it('waits behind a later run that changed nothing', () => {
    const refused = run({ runId: 'run-2', outcome: 'refused' }, { needsReboot: false })
    expect(stateOf([refused, run()], beforeRestart)).toBe('restart')
  })
})

describe('nothing waits', () => {
  it.each<[string, readonly PastRun[]]>([
    ['without a run', []],
    ['after one that was undone', [run({ undoneBy: 'run-2' })]],
    ['after one that was rolled back', [run({ outcome: 'rolled-back' })]],
    ['after one that needs no restart', [run({}, { needsReboot: false })]],
    [
      'once a later run turned remapping on',
      [run({ runId: 'run-2' }, { needsReboot: false }), run()],
    ],
    ['after an undo alone', [run({}, { action: 'undo' })]],
  ])('%s', (_, runs) => {
    expect(stateOf(runs, beforeRestart)).toBe(undefined)
  })

  it('where Docker is remapped already', () => {
    const remapped = bookwormWithInfo({ securityOptions: ['name=userns'] })
    expect(stateOf([run()], remapped)).toBe(undefined)
  })
})
