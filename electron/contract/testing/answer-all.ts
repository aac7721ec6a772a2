import type { Result } from '#domain/result.ts'
import type { Failure, Handlers } from '../channels.ts'

/** Handlers that all give the same answer, for tests that care for a few calls only. */
export function answerAll(answer: () => Promise<Result<never, Failure>>): Handlers {
  return {
    inspect: answer,
    inspectElevated: answer,
    apply: answer,
    prepareUndo: answer,
    undo: answer,
    prepareResume: answer,
    resume: answer,
    handOver: answer,
    withdraw: answer,
    readRecord: answer,
    listRuns: answer,
    verify: answer,
    readProcesses: answer,
    listPracticeMachines: answer,
    readPractice: answer,
    enterPractice: answer,
    leavePractice: answer,
    setPracticeFaults: answer,
    letHappen: answer,
    preparePracticeEngines: answer,
    startPracticeEngines: answer,
    readPracticeEngines: answer,
    stopPracticeEngines: answer,
    proveLive: answer,
    listProofs: answer,
    takePicture: answer,
    copyText: answer,
    saveReport: answer,
    openLink: answer,
  }
}
