import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { suggestChoices } from '#domain/choices.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { HostFiles, HostSnapshot } from '#domain/host-snapshot.ts'
import { createPlan } from '#domain/plan.ts'
import type { RunEvent } from '#domain/run-events.ts'
import { compileScript } from '#domain/script.ts'
import { sha256 } from '#domain/sha256.ts'
import { createUndoPlan } from '#domain/undo-plan.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import type { Host } from '#host/host.ts'
import { openSimulated as open } from '../../e2e/hosts/open-simulated.ts'

const FLAG = 'DOCKER_OPTS=--userns-remap=default\n'

async function readFacts(host: Host): Promise<HostFacts> {
  return parseHostFacts(await host.readSnapshot())
}

async function compileApply(host: Host): Promise<string> {
  const facts = await readFacts(host)
  const plan = createPlan(facts, suggestChoices(facts)!)
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  return compileScript(plan.value, transactionText)
}

async function run(host: Host, runId: string, script: string) {
  const events: RunEvent[] = []
  const result = await host.runScript(runId, script, (event) => events.push(event))
  return { result, events: events.map(describeEvent) }
}

function describeEvent(event: RunEvent): string {
  switch (event.kind) {
    case 'run-started':
      return `${event.kind} ${event.action}`
    case 'step-failed':
      return `${event.kind} ${event.step} ${event.code}`
    case 'run-finished':
      return `${event.kind} ${event.outcome}`
    case 'rollback-started':
    case 'run-resumed':
      return event.kind
    case 'log':
      return event.kind
    default:
      return `${event.kind} ${event.step}`
  }
}

describe('simulated machines', () => {
  it('say that they are simulated', () => {
    expect(open('debian-12').simulated).toBe(true)
  })
})

describe('a simulated run', () => {
  it.each(['debian-12', 'debian-12-fresh', 'ubuntu-24.04-ce'])(
    'turns remapping on and off again on %s, leaving every file as it was',
    async (hostName) => {
      const host = open(hostName)
      const before = await host.readSnapshot()
      const applied = await run(host, 'run-1', await compileApply(host))
      const remapped = await host.readSnapshot()
      const facts = parseHostFacts(remapped)
      const [summary] = await host.listRuns()
      const undoPlan = createUndoPlan(summary!.plan, facts, 'run-1')
      if (!undoPlan.ok) throw new Error(undoPlan.error.code)
      const undone = await run(host, 'run-2', compileScript(undoPlan.value, transactionText))
      const after = await host.readSnapshot()

      expect(applied.result).toEqual({ ok: true, value: 'done' })
      expect(facts.docker.remapped).toBe(true)
      expect(facts.docker.dataRoot).toBe(summary!.plan.remappedDataRoot)
      expect(textsOf(remapped.files)).not.toEqual(textsOf(before.files))
      expect(undone.result).toEqual({ ok: true, value: 'done' })
      expect(withoutPids(after)).toEqual(withoutPids(before))
      expect((await host.listRuns()).map(({ runId, undoneBy }) => [runId, undoneBy])).toEqual([
        ['run-2', undefined],
        ['run-1', 'run-2'],
      ])
    },
  )

  it('takes --userns-remap from the options of the service, and loses it again', async () => {
    const host = open('debian-12-fresh')
    const before = await readFacts(host)
    const choices = { ...suggestChoices(before)!, way: 'docker-options' } as const
    const plan = createPlan(before, choices)
    if (!plan.ok) throw new Error(JSON.stringify(plan.error))
    const applied = await run(host, 'run-1', compileScript(plan.value, transactionText))
    const facts = await readFacts(host)
    const [summary] = await host.listRuns()
    const undoPlan = createUndoPlan(summary!.plan, facts, 'run-1')
    if (!undoPlan.ok) throw new Error(undoPlan.error.code)
    await run(host, 'run-2', compileScript(undoPlan.value, transactionText))
    const after = await readFacts(host)
    expect(applied.result).toEqual({ ok: true, value: 'done' })
    expect([facts.docker.remapped, facts.docker.usernsRemapFlag]).toEqual([true, 'default'])
    expect([after.docker.remapped, after.docker.usernsRemapFlag]).toEqual([false, undefined])
  })

  it('does not start with the setting both as a flag and in the file', async () => {
    const host = open('debian-12-fresh')
    const script = (await compileApply(host)).replace(
      /^ *edit_file edit-daemon-config/mu,
      (line) =>
        `  edit_file edit-options /etc/default/docker absent ${sha256(FLAG)} 644 0 0 '${FLAG}'\n${line}`,
    )
    const { result, events } = await run(host, 'run-1', script)
    expect(result).toEqual({ ok: true, value: 'rolled-back' })
    expect(events).toContain('step-failed restart-docker docker-not-started')
    expect((await readFacts(host)).docker.remapped).toBe(false)
  })

  it('reports every step in order', async () => {
    const host = open('debian-12')
    const { events } = await run(host, 'run-1', await compileApply(host))
    expect(events).toEqual([
      'run-started apply',
      'step-started create-group',
      'step-done create-group',
      'step-started create-user',
      'step-done create-user',
      'step-started edit-subuid',
      'step-done edit-subuid',
      'step-started edit-subgid',
      'step-done edit-subgid',
      'step-started edit-daemon-config',
      'step-done edit-daemon-config',
      'step-started restart-docker',
      'step-done restart-docker',
      'step-started verify-docker',
      'step-done verify-docker',
      'run-finished done',
    ])
  })

  it('shifts the processes of containers that are created again, and hides the others', async () => {
    const host = open('debian-12')
    const start = await host.readProcesses()
    await run(host, 'run-1', await compileApply(host))
    const [summary] = await host.listRuns()
    const end = await host.readProcesses()
    expect(start.processes.map(({ uid }) => uid.host)).toEqual([999, 0, 101, 101, 101, 0])
    expect(end.processes.map(({ uid }) => uid.host - summary!.plan.range.start)).toEqual([
      999, 0, 101, 101, 101,
    ])
    expect(end.processes.every(({ hostUserNamespace }) => !hostUserNamespace)).toBe(true)
  })
})

describe('a fault', () => {
  it.each(['dialog-dismissed', 'not-authorised'] as const)(
    '%s stops the first attempt only, and changes nothing',
    async (fault) => {
      const host = open('debian-12', fault)
      const script = await compileApply(host)
      const before = await host.readSnapshot()
      const first = await run(host, 'run-1', script)
      const between = await host.readSnapshot()
      const second = await run(host, 'run-2', script)
      expect(first).toMatchObject({ result: { ok: false, error: { code: fault } }, events: [] })
      expect(between).toEqual(before)
      expect(second.result).toEqual({ ok: true, value: 'done' })
    },
  )

  it.each(['no-agent', 'no-pkexec'] as const)('%s stops every attempt', async (fault) => {
    const host = open('debian-12', fault)
    const script = await compileApply(host)
    await run(host, 'run-1', script)
    const second = await run(host, 'run-2', script)
    expect(second.result).toMatchObject({ ok: false, error: { code: fault } })
    expect(await host.listRuns()).toEqual([])
  })

  it('docker-does-not-start ends rolled back, with every file as before', async () => {
    const host = open('debian-12', 'docker-does-not-start')
    const before = await host.readSnapshot()
    const { result, events } = await run(host, 'run-1', await compileApply(host))
    expect(result).toEqual({ ok: true, value: 'rolled-back' })
    expect(events.slice(-9)).toEqual([
      'step-failed restart-docker docker-not-started',
      'rollback-started',
      'rollback-step edit-daemon-config',
      'rollback-step edit-subgid',
      'rollback-step edit-subuid',
      'rollback-step create-user',
      'rollback-step create-group',
      'rollback-step restart-docker',
      'run-finished rolled-back',
    ])
    expect(withoutPids(await host.readSnapshot())).toEqual(withoutPids(before))
  })

  it('docker-does-not-start leaves out what was taken away for good, and puts back the rest', async () => {
    const host = open('userns-flag-and-file', 'docker-does-not-start')
    const facts = await readFacts(host)
    const plan = createPlan(facts, { ...suggestChoices(facts)!, consents: ['drop-remap-flag'] })
    if (!plan.ok) throw new Error(JSON.stringify(plan.error))
    const script = compileScript(plan.value, transactionText)
    const { result, events } = await run(host, 'run-1', script)
    expect(result).toEqual({ ok: true, value: 'rolled-back' })
    expect(events.filter((event) => event.startsWith('kept-for-good'))).toEqual([
      'kept-for-good drop-remap-key',
      'kept-for-good drop-remap-flag',
    ])
    const { docker, subuid } = await readFacts(host)
    expect([docker.remapped, docker.usernsRemapFlag]).toEqual([false, undefined])
    expect(subuid.file).toEqual(facts.subuid.file)
  })

  it('rollback-failed leaves Docker down, with every file as before', async () => {
    const host = open('debian-12', 'rollback-failed')
    const before = await host.readSnapshot()
    const { result } = await run(host, 'run-1', await compileApply(host))
    const after = await host.readSnapshot()
    expect(result).toEqual({ ok: true, value: 'rollback-failed' })
    expect(after.files).toEqual(before.files)
    expect(after.docker.socket.state).toBe('no-answer')
  })

  it.each([
    [
      'finish',
      'done',
      [
        'run-resumed',
        'step-started create-group',
        'step-done create-group',
        'step-started create-user',
        'step-done create-user',
        'step-started edit-subuid',
        'step-done edit-subuid',
        'step-started edit-subgid',
        'step-done edit-subgid',
        'step-started edit-daemon-config',
        'step-done edit-daemon-config',
        'step-started restart-docker',
        'step-done restart-docker',
        'step-started verify-docker',
        'step-done verify-docker',
        'run-finished done',
      ],
    ],
    [
      'roll-back',
      'rolled-back',
      [
        'run-resumed',
        'rollback-started',
        'rollback-step edit-subgid',
        'rollback-step edit-subuid',
        'rollback-step create-user',
        'rollback-step create-group',
        'run-finished rolled-back',
      ],
    ],
  ] as const)('cut-off leaves a run that can go on: %s', async (verb, outcome, expected) => {
    const host = open('debian-12', 'cut-off')
    const before = await host.readSnapshot()
    const script = await compileApply(host)
    expect((await run(host, 'run-1', script)).result).toEqual({ ok: true, value: 'cut-off' })
    const [cutOff] = await host.listRuns()
    expect(cutOff).toMatchObject({ outcome: 'unfinished', cutOff: { running: false } })
    expect(await host.readRunScript('run-1')).toBe(script)
    expect((await host.readSnapshot()).files.subuid).not.toEqual(before.files.subuid)

    const events: string[] = []
    const result = await host.runScript(
      'attempt',
      script,
      (event) => events.push(describeEvent(event)),
      { verb, runId: 'run-1' },
    )
    expect(result).toEqual({ ok: true, value: outcome })
    expect(events.slice(0, 10)).toEqual(
      (cutOff?.cutOff?.events ?? []).slice(0, 10).map(describeEvent),
    )
    expect(events.slice(events.indexOf('run-resumed'))).toEqual(expected)
    expect((await readFacts(host)).docker.remapped).toBe(verb === 'finish')
    const isAsBefore = isDeepStrictEqual(
      withoutPids(await host.readSnapshot()),
      withoutPids(before),
    )
    expect(isAsBefore).toBe(verb === 'roll-back')
    expect((await host.listRuns()).map(({ runId, outcome }) => [runId, outcome])).toEqual([
      ['run-1', outcome],
    ])
  })

  it('facts-changed changes the machine once, before the second reading', async () => {
    const host = open('debian-12', 'facts-changed')
    const first = await host.readSnapshot()
    const second = await host.readSnapshot()
    const third = await host.readSnapshot()
    expect(second).not.toEqual(first)
    expect(third).toEqual(second)
  })

  it('changed-since-review is refused by the script itself, with nothing written', async () => {
    const host = open('debian-12', 'changed-since-review')
    const { result, events } = await run(host, 'run-1', await compileApply(host))
    expect(result).toEqual({ ok: true, value: 'refused' })
    expect(events).toEqual([
      'run-started apply',
      'step-failed check changed-since-review',
      'run-finished refused',
    ])
    expect(await host.listRuns()).toEqual([])
  })

  it('socket-unreadable hides what only the elevated reading tells', async () => {
    const host = open('debian-12', 'socket-unreadable')
    const user = await readFacts(host)
    const elevated = await host.readSnapshotElevated()
    if (!elevated.ok) throw new Error(elevated.error.code)
    const facts = parseHostFacts(elevated.value)
    expect([user.docker.api, user.docker.containers.length]).toEqual(['permission-denied', 0])
    expect([facts.docker.api, facts.docker.containers.length]).toEqual(['answers', 3])
  })
})

/** Docker was restarted, so its process is another one. */
function withoutPids(snapshot: HostSnapshot) {
  const { daemons, unit, ...docker } = snapshot.docker
  const others = { daemons: daemons.map(({ argv }) => argv), unit: unit?.activeState }
  return { ...snapshot, docker: { ...docker, ...others } }
}

function textsOf(files: HostFiles) {
  return Object.values(files).map((file) => (file?.kind === 'text' ? file.text : file?.kind))
}

describe('a simulated machine that is held', () => {
  it('keeps its test containers until it is let go', async () => {
    const host = open('debian-12')
    const hasTestContainer = async () =>
      (await host.readProcesses()).processes.some(({ containerName }) =>
        containerName?.startsWith('subroot-proof'),
      )
    host.hold(true)
    const proof = host.proveLive()
    await expect.poll(hasTestContainer).toBe(true)
    await sleep(20)
    expect(await hasTestContainer()).toBe(true)
    host.hold(false)
    expect((await proof).ok).toBe(true)
    expect(await hasTestContainer()).toBe(false)
  })
})
