import type { BrowserWindow } from 'electron'
import type { Failure, Handlers } from '#contract/channels.ts'
import { failure, success, type Result } from '#domain/result.ts'
import type { Host } from '#host/host.ts'
import { handOver } from './hand-over-session.ts'
import { createEnginesSession } from './engines-session.ts'
import { createInspector } from './inspection.ts'
import { createProcessSession } from './process-session.ts'
import { createProofSession } from './proof-session.ts'
import { createProofStore } from './proof-store.ts'
import { previewResume, resumeRun } from './resume-session.ts'
import { applyChoices, createRunner, type SendEvent } from './run-session.ts'
import { previewUndo, readRecord, undoRun, verifyRun } from './undo-session.ts'

/** The calls that are about a machine, and not about the window or the desktop. */
export type MachineCall =
  | 'inspect'
  | 'inspectElevated'
  | 'apply'
  | 'prepareUndo'
  | 'undo'
  | 'prepareResume'
  | 'resume'
  | 'handOver'
  | 'withdraw'
  | 'readRecord'
  | 'listRuns'
  | 'verify'
  | 'readProcesses'
  | 'preparePracticeEngines'
  | 'startPracticeEngines'
  | 'readPracticeEngines'
  | 'stopPracticeEngines'
  | 'proveLive'
  | 'listProofs'

export type OpenedMachine = {
  readonly handlers: Pick<Handlers, MachineCall>
  /** A run, a proof or a practice has not ended, or a password is asked for: the machine cannot be left now. */
  readonly isBusy: () => boolean
}

/** What answers the calls about one machine. All that is remembered of it is remembered here. */
export function openMachine(host: Host, window: BrowserWindow): OpenedMachine {
  const send: SendEvent = (name, payload) => {
    if (!window.isDestroyed()) window.webContents.send(name, payload)
  }
  const inspector = createInspector(host)
  const runner = createRunner(host, inspector, send)
  const proofs = createProofSession(host, runner, createProofStore(host.simulated))
  const engines = createEnginesSession(host.practiceEngines, inspector, runner)
  let elevatedLooks = 0
  /** A change restarts Docker, and would end the test containers of a proof. */
  const unlessProving = <Argument, Reply>(
    change: (argument: Argument) => Promise<Result<Reply, Failure>>,
  ): ((argument: Argument) => Promise<Result<Reply, Failure>>) => {
    return async (argument) =>
      proofs.isBusy()
        ? failure({ code: 'busy', detail: 'A proof on test containers has not ended.' })
        : change(argument)
  }
  return {
    isBusy: () => runner.isBusy() || proofs.isBusy() || engines.isBusy() || elevatedLooks > 0,
    handlers: {
      inspect: inspector.look,
      inspectElevated: async () => {
        elevatedLooks += 1
        try {
          return await inspector.lookElevated()
        } finally {
          elevatedLooks -= 1
        }
      },
      apply: unlessProving((argument) => applyChoices(argument, inspector, runner.run)),
      prepareUndo: ({ runId }) => previewUndo(runId, host, inspector),
      undo: unlessProving((argument) => undoRun(argument, host, inspector, runner.run)),
      prepareResume: ({ runId }) => previewResume(runId, host),
      resume: unlessProving((argument) => resumeRun(argument, host, runner.run)),
      handOver: unlessProving((request) => handOver(request, host, inspector, runner)),
      withdraw: ({ runId }) => runner.withdraw(runId),
      readRecord: ({ runId }) => readRecord(runId, host),
      listRuns: async () => success(await host.listRuns()),
      verify: ({ runId }) => verifyRun(runId, host, inspector),
      readProcesses: createProcessSession(host),
      preparePracticeEngines: engines.prepare,
      startPracticeEngines: ({ scriptSha256 }) => engines.start(scriptSha256),
      readPracticeEngines: async () => success(await engines.read()),
      stopPracticeEngines: async () => success(engines.stop()),
      proveLive: proofs.prove,
      listProofs: async () => success(await proofs.list()),
    },
  }
}
