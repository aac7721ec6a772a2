import { contextBridge, ipcRenderer } from 'electron'
import type { CallName, Calls, EventName, Events, Failure, PageApi } from '#contract/channels.ts'
import type { Result } from '#domain/result.ts'

function call<Name extends CallName>(name: Name) {
  return (argument: Calls[Name]['argument']): Promise<Result<Calls[Name]['reply'], Failure>> =>
    ipcRenderer.invoke(name, argument)
}

function on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void) {
  // The event object gives access to ipcRenderer, so it stays here.
  const forward = (_event: unknown, payload: Events[Name]) => listener(payload)
  ipcRenderer.on(name, forward)
  return () => {
    ipcRenderer.off(name, forward)
  }
}

const api: PageApi = {
  inspect: call('inspect'),
  inspectElevated: call('inspectElevated'),
  apply: call('apply'),
  prepareUndo: call('prepareUndo'),
  undo: call('undo'),
  prepareResume: call('prepareResume'),
  resume: call('resume'),
  handOver: call('handOver'),
  withdraw: call('withdraw'),
  readRecord: call('readRecord'),
  listRuns: call('listRuns'),
  verify: call('verify'),
  readProcesses: call('readProcesses'),
  listPracticeMachines: call('listPracticeMachines'),
  readPractice: call('readPractice'),
  enterPractice: call('enterPractice'),
  leavePractice: call('leavePractice'),
  setPracticeFaults: call('setPracticeFaults'),
  letHappen: call('letHappen'),
  preparePracticeEngines: call('preparePracticeEngines'),
  startPracticeEngines: call('startPracticeEngines'),
  readPracticeEngines: call('readPracticeEngines'),
  stopPracticeEngines: call('stopPracticeEngines'),
  proveLive: call('proveLive'),
  listProofs: call('listProofs'),
  takePicture: call('takePicture'),
  copyText: call('copyText'),
  saveReport: call('saveReport'),
  openLink: call('openLink'),
  on,
}
contextBridge.exposeInMainWorld('subroot', api)
