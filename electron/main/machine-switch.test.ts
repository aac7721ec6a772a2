import { BrowserWindow } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import type { Handlers } from '#contract/channels.ts'
import { success } from '#domain/result.ts'
import type { Host } from '#host/host.ts'
import { openSimulated } from '../../e2e/hosts/open-simulated.ts'
import { createMachineSwitch } from './machine-switch.ts'

// Simulated: the window; and the real machine, which is one that notes every call and answers as another simulated one.
vi.mock('electron', () => ({
  app: { getPath: () => '/nonexistent' },
  BrowserWindow: class {
    readonly webContents = { send: () => {} }
    isDestroyed = () => false
  },
}))

const machine = {
  name: 'ubuntu-24.04-ce',
  about: { en: '', 'zh-CN': '' },
  distribution: 'Ubuntu',
  engine: 'rootful',
  dockerVersion: '28.5.2',
  outcome: 'can-be-done',
  featured: true,
} as const

function createMachines(overrides: Partial<Host> = {}) {
  const calls: string[] = []
  let opened = 0
  const answers: Host = { ...openSimulated('debian-12'), simulated: false, ...overrides }
  const openReal = (): Host => {
    opened += 1
    return new Proxy(answers, {
      get: (target, name: keyof Host) => {
        calls.push(name)
        return target[name]
      },
    })
  }
  const practice = {
    list: () => [machine],
    open: (name: string) => (name === machine.name ? openSimulated(name) : undefined),
  }
  const { handlers } = createMachineSwitch({ openReal, practice }, new BrowserWindow())
  return { handlers, calls, opened: () => opened }
}

const digest = '0'.repeat(64)
const choices = {
  remapUser: 'dockremap',
  range: { start: 458752, count: 65536 },
  way: 'daemon-config',
  consents: [],
} as const

/** Every call that the page can make about a machine. */
const calls: { readonly [Name in string]: (handlers: Asked) => Promise<unknown> } = {
  inspect: ({ inspect }) => inspect(undefined),
  inspectElevated: ({ inspectElevated }) => inspectElevated(undefined),
  apply: ({ apply }) => apply({ choices, scriptSha256: digest }),
  prepareUndo: ({ prepareUndo }) => prepareUndo({ runId: 'a' }),
  undo: ({ undo }) => undo({ runId: 'a', scriptSha256: digest }),
  prepareResume: ({ prepareResume }) => prepareResume({ runId: 'a' }),
  resume: ({ resume }) => resume({ runId: 'a', verb: 'finish', scriptSha256: digest }),
  handOver: ({ handOver }) => handOver({ kind: 'apply', choices, scriptSha256: digest }),
  withdraw: ({ withdraw }) => withdraw({ runId: 'a' }),
  readRecord: ({ readRecord }) => readRecord({ runId: 'a' }),
  listRuns: ({ listRuns }) => listRuns(undefined),
  verify: ({ verify }) => verify({ runId: 'a' }),
  readProcesses: ({ readProcesses }) => readProcesses({ since: null }),
  preparePracticeEngines: ({ preparePracticeEngines }) => preparePracticeEngines(undefined),
  startPracticeEngines: ({ startPracticeEngines }) =>
    startPracticeEngines({ scriptSha256: digest }),
  readPracticeEngines: ({ readPracticeEngines }) => readPracticeEngines(undefined),
  stopPracticeEngines: ({ stopPracticeEngines }) => stopPracticeEngines(undefined),
  proveLive: ({ proveLive }) => proveLive(undefined),
  listProofs: ({ listProofs }) => listProofs(undefined),
  listPracticeMachines: ({ listPracticeMachines }) => listPracticeMachines(undefined),
  readPractice: ({ readPractice }) => readPractice(undefined),
  setPracticeFaults: ({ setPracticeFaults }) => setPracticeFaults({ faults: [] }),
  letHappen: ({ letHappen }) => letHappen({ happening: 'container-started' }),
}
type Asked = ReturnType<typeof createMachines>['handlers']

describe('practice', () => {
  it('asks about every call that there is', () => {
    const { handlers } = createMachines()
    const all = Object.keys(handlers).filter((name) => !/^(?:enter|leave)Practice$/.test(name))
    expect(Object.keys(calls).toSorted()).toEqual(all.toSorted())
  })

  it.each(Object.entries(calls))('%s does not reach the real machine', async (_, call) => {
    const { handlers, calls: reached, opened } = createMachines()
    await handlers.enterPractice({ machine: machine.name })
    reached.length = 0
    await call(handlers)
    expect({ reached, opened: opened() }).toEqual({ reached: [], opened: 1 })
  })

  it('reaches the real machine outside of practice, as this test would notice', async () => {
    const { handlers, calls: reached } = createMachines()
    reached.length = 0
    await handlers.inspect(undefined)
    await handlers.listRuns(undefined)
    await handlers.readProcesses({ since: null })
    expect([...new Set(reached)].toSorted()).toEqual([
      'listRuns',
      'readSnapshot',
      'simulated',
      'watchProcesses',
    ])
  })

  it('says of what it reads that it is simulated, and which machine it is', async () => {
    const { handlers } = createMachines()
    expect(await handlers.readPractice(undefined)).toEqual(success(null))
    await handlers.enterPractice({ machine: machine.name })
    expect(await osOf(handlers)).toEqual({ id: 'ubuntu', simulated: true })
    expect(await handlers.setPracticeFaults({ faults: ['no-agent'] })).toEqual(
      success({ machine, faults: ['no-agent'] }),
    )
    expect(await handlers.readPractice(undefined)).toEqual(
      success({ machine, faults: ['no-agent'] }),
    )
  })

  it('leads back to the real machine, which is opened and read anew', async () => {
    const { handlers, calls: reached, opened } = createMachines()
    await handlers.inspectElevated(undefined)
    await handlers.enterPractice({ machine: machine.name })
    await handlers.inspect(undefined)
    reached.length = 0
    expect(await handlers.leavePractice(undefined)).toEqual(success(null))
    expect(opened()).toBe(2)
    expect(await handlers.readPractice(undefined)).toEqual(success(null))
    expect(await osOf(handlers)).toEqual({ id: 'debian', simulated: false })
    expect(reached).toContain('readSnapshot')
  })

  it('starts a machine over whenever it is entered', async () => {
    const { handlers } = createMachines()
    await handlers.enterPractice({ machine: machine.name })
    await handlers.letHappen({ happening: 'account-added' })
    await handlers.enterPractice({ machine: machine.name })
    const seen = await handlers.inspect(undefined)
    const owners = seen.ok && seen.value.facts.subuid.ranges.map(({ owner }) => owner)
    expect(owners).not.toContain('carol')
  })

  it('changes nothing on the real machine, and refuses a machine that there is not', async () => {
    const { handlers } = createMachines()
    const codes = [
      await handlers.letHappen({ happening: 'account-added' }),
      await handlers.setPracticeFaults({ faults: ['no-agent'] }),
      await handlers.enterPractice({ machine: 'amiga' }),
    ].map((reply) => !reply.ok && reply.error.code)
    expect(codes).toEqual(['bad-request', 'bad-request', 'bad-request'])
  })

  it('waits for a call that is under way, so that no answer comes from the wrong machine', async () => {
    const gate = createGate()
    const { readSnapshot } = openSimulated('debian-12')
    const { handlers } = createMachines({
      readSnapshot: async () => {
        await gate.isOpen
        return readSnapshot()
      },
    })
    const order: string[] = []
    const real = osOf(handlers).then((os) => order.push(os?.id ?? ''))
    const entered = handlers
      .enterPractice({ machine: machine.name })
      .then(() => order.push('entered'))
    const later = osOf(handlers).then((os) => order.push(os?.id ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(order).toEqual([])
    gate.open()
    await Promise.all([real, entered, later])
    expect(order).toEqual(['debian', 'entered', 'ubuntu'])
  })

  it('does not begin while a password is asked for, or a run has not ended', async () => {
    const gate = createGate()
    const simulated = openSimulated('debian-12')
    const { handlers } = createMachines({
      readSnapshotElevated: async () => {
        await gate.isOpen
        return simulated.readSnapshotElevated()
      },
    })
    const look = handlers.inspectElevated(undefined)
    await new Promise((resolve) => setTimeout(resolve, 20))
    const refused = await handlers.enterPractice({ machine: machine.name })
    expect(!refused.ok && refused.error.code).toBe('busy')
    gate.open()
    await look
    expect((await handlers.enterPractice({ machine: machine.name })).ok).toBe(true)
  })
})

/** Holds a call back until the test lets it go on. */
function createGate() {
  let release: (() => void) | undefined
  const isOpen = new Promise<void>((resolve) => {
    release = resolve
  })
  return { isOpen, open: () => release?.() }
}

async function osOf(handlers: Pick<Handlers, 'inspect'>) {
  const seen = await handlers.inspect(undefined)
  return seen.ok
    ? { id: seen.value.facts.machine.os.id, simulated: seen.value.simulated }
    : undefined
}
