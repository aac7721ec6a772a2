import type { BrowserWindow } from 'electron'
import type { Handlers } from '#contract/channels.ts'
import { copyText, openLink, saveReport, takePicture } from './desktop.ts'
import { createMachineSwitch, type Machines } from './machine-switch.ts'

/** What answers each call of the page. `practice` names the simulated machine to start on. */
export function createHandlers(
  machines: Machines,
  window: BrowserWindow,
  practice?: string,
): Handlers {
  return {
    ...createMachineSwitch(machines, window, practice).handlers,
    takePicture: (area) => takePicture(area, window),
    copyText: ({ text }) => copyText(text),
    saveReport: (argument) => saveReport(argument, window),
    openLink: ({ url }) => openLink(url),
  }
}
