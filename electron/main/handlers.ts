import type { BrowserWindow } from 'electron'
import type { Handlers } from '#contract/channels.ts'
import { success } from '#domain/result.ts'
import type { Host } from '#host/host.ts'
import { copyText, openLink, saveReport } from './desktop.ts'
import { handOver } from './hand-over-session.ts'
import { createInspector } from './inspection.ts'
import { createProcessSession } from './process-session.ts'
import { applyChoices, createRunner, type SendEvent } from './run-session.ts'
import { previewResume, resumeRun } from './resume-session.ts'
import { previewUndo, readRecord, undoRun, verifyRun } from './undo-session.ts'

/** What answers each call of the page. */
export function createHandlers(host: Host, window: BrowserWindow): Handlers {
  const send: SendEvent = (name, payload) => {
    if (!window.isDestroyed()) window.webContents.send(name, payload)
  }
  const inspector = createInspector(host)
  const runner = createRunner(host, inspector, send)
  return {
    inspect: inspector.look,
    inspectElevated: inspector.lookElevated,
    apply: (argument) => applyChoices(argument, inspector, runner.run),
    prepareUndo: ({ runId }) => previewUndo(runId, host, inspector),
    undo: (argument) => undoRun(argument, host, inspector, runner.run),
    prepareResume: ({ runId }) => previewResume(runId, host),
    resume: (argument) => resumeRun(argument, host, runner.run),
    handOver: (request) => handOver(request, host, inspector, runner),
    withdraw: ({ runId }) => runner.withdraw(runId),
    readRecord: ({ runId }) => readRecord(runId, host),
    listRuns: async () => success(await host.listRuns()),
    verify: ({ runId }) => verifyRun(runId, host, inspector),
    readProcesses: createProcessSession(host),
    copyText: ({ text }) => copyText(text),
    saveReport: (argument) => saveReport(argument, window),
    openLink: ({ url }) => openLink(url),
  }
}
