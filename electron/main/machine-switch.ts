import type { BrowserWindow } from 'electron'
import type { Failure, Handlers } from '#contract/channels.ts'
import type { Practice, PracticeMachine } from '#domain/practice.ts'
import { failure, success, type Result } from '#domain/result.ts'
import type { Host } from '#host/host.ts'
import type { MachineCatalogue } from '#simulated/machine-catalogue.ts'
import type { SimulatedHost } from '#simulated/simulated-host.ts'
import { log } from './log.ts'
import { openMachine, type MachineCall, type OpenedMachine } from './machine-handlers.ts'

export type Machines = {
  /** Opens this computer; called anew whenever somebody comes back from practice. */
  readonly openReal: () => Host
  readonly practice: MachineCatalogue
}

type PracticeCall =
  | 'listPracticeMachines'
  | 'readPractice'
  | 'enterPractice'
  | 'leavePractice'
  | 'setPracticeFaults'
  | 'letHappen'

export type MachineSwitch = {
  readonly handlers: Pick<Handlers, MachineCall | PracticeCall>
}

/**
 * The one machine that every call is about: this computer, or a simulated one while somebody practises. There is only
 * ever one: in practice nothing is held that leads to this computer, and on the way back it is opened anew, so that
 * nothing which was seen on one machine can be taken for the other. It starts on the simulated machine named `start`.
 */
export function createMachineSwitch(
  { openReal, practice }: Machines,
  window: BrowserWindow,
  start?: string,
): MachineSwitch {
  let practised: { readonly machine: PracticeMachine; readonly host: SimulatedHost } | undefined
  let opened: OpenedMachine
  /** Calls that were asked of the machine and are not answered yet. */
  const open = new Set<Promise<unknown>>()
  let changing: Promise<unknown> = Promise.resolve()

  const first = start === undefined ? undefined : find(start)
  if (start !== undefined && first === undefined) throw new Error(`No simulated machine ${start}`)
  opened = first ? practise(first) : openMachine(openReal(), window)

  function find(name: string): typeof practised {
    const machine = practice.list().find((candidate) => candidate.name === name)
    const host = practice.open(name)
    return machine && host && { machine, host }
  }

  function practise(next: NonNullable<typeof practised>): OpenedMachine {
    practised = next
    log.info(`Practising on the simulated machine ${next.machine.name}`)
    return openMachine(next.host, window)
  }

  /** Every call about a machine goes through here. It is about the machine that was chosen when it came. */
  async function ask<Reply>(
    question: (machine: OpenedMachine['handlers']) => Reply | Promise<Reply>,
  ): Promise<Reply> {
    const before = changing
    const reply = before.then(() => question(opened.handlers))
    open.add(reply)
    try {
      return await reply
    } finally {
      open.delete(reply)
    }
  }

  /** Only once every call about the machine before it is answered, so that no answer comes from the wrong one. */
  async function change(openNext: () => OpenedMachine): Promise<Result<null, Failure>> {
    if (opened.isBusy()) return failure(BUSY)
    const asked = [...open]
    const changed = changing.then(async () => {
      await Promise.allSettled(asked)
      if (opened.isBusy()) return failure(BUSY)
      opened = openNext()
      return success(null)
    })
    changing = changed.catch(() => undefined)
    return changed
  }

  function state(): Practice | null {
    return practised ? { machine: practised.machine, faults: practised.host.faults() } : null
  }

  return {
    handlers: {
      inspect: (argument) => ask((machine) => machine.inspect(argument)),
      inspectElevated: (argument) => ask((machine) => machine.inspectElevated(argument)),
      apply: (argument) => ask((machine) => machine.apply(argument)),
      prepareUndo: (argument) => ask((machine) => machine.prepareUndo(argument)),
      undo: (argument) => ask((machine) => machine.undo(argument)),
      prepareResume: (argument) => ask((machine) => machine.prepareResume(argument)),
      resume: (argument) => ask((machine) => machine.resume(argument)),
      handOver: (argument) => ask((machine) => machine.handOver(argument)),
      withdraw: (argument) => ask((machine) => machine.withdraw(argument)),
      readRecord: (argument) => ask((machine) => machine.readRecord(argument)),
      listRuns: (argument) => ask((machine) => machine.listRuns(argument)),
      verify: (argument) => ask((machine) => machine.verify(argument)),
      readProcesses: (argument) => ask((machine) => machine.readProcesses(argument)),
      preparePracticeEngines: (argument) =>
        ask((machine) => machine.preparePracticeEngines(argument)),
      startPracticeEngines: (argument) => ask((machine) => machine.startPracticeEngines(argument)),
      readPracticeEngines: (argument) => ask((machine) => machine.readPracticeEngines(argument)),
      stopPracticeEngines: (argument) => ask((machine) => machine.stopPracticeEngines(argument)),
      proveLive: (argument) => ask((machine) => machine.proveLive(argument)),
      listProofs: (argument) => ask((machine) => machine.listProofs(argument)),
      listPracticeMachines: async () => success(practice.list()),
      readPractice: () => ask(() => success(state())),
      enterPractice: async ({ machine: name }) => {
        const found = find(name)
        if (!found) return failure({ code: 'bad-request', detail: `No simulated machine ${name}` })
        const changed = await change(() => practise(found))
        return changed.ok
          ? success({ machine: found.machine, faults: found.host.faults() })
          : changed
      },
      leavePractice: () =>
        change(() => {
          const real = openMachine(openReal(), window)
          practised = undefined
          log.info('Back on this computer')
          return real
        }),
      setPracticeFaults: ({ faults }) =>
        ask(() => {
          if (!practised) return failure(NOT_PRACTISING)
          practised.host.setFaults(faults)
          return success({ machine: practised.machine, faults: practised.host.faults() })
        }),
      letHappen: ({ happening }) =>
        ask(() =>
          practised ? success(practised.host.letHappen(happening)) : failure(NOT_PRACTISING),
        ),
    },
  }
}

const BUSY: Failure = { code: 'busy', detail: 'A run has not ended, or a password is asked for.' }
const NOT_PRACTISING: Failure = { code: 'bad-request', detail: 'This is the real machine.' }
