import { join } from 'node:path'
import { app, BrowserWindow, ipcMain } from 'electron'
import { endPrompts } from '#host/end-prompt.ts'
import { removeStagedFiles } from '#host/staging.ts'
import { createHandlers } from './handlers.ts'
import type { Machines } from './machine-switch.ts'
import { handleCalls } from './ipc-router.ts'
import { log, startLog } from './log.ts'
import { lockSession, registerScheme } from './session-lockdown.ts'
import { openWindow } from './window.ts'

/** Next to the built main: out/build/main, out/build/preload and out/build/renderer. */
const preloadPath = join(import.meta.dirname, '../preload/preload.cjs')
const rendererDir = join(import.meta.dirname, '../renderer')

/**
 * Starts the wizard: one instance, one window, which ends the app. It opens on this computer, or on the simulated
 * machine that `practice` names.
 */
export function startApplication(machines: Machines, practice: string | undefined): void {
  app.enableSandbox()
  registerScheme()
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  app.on('second-instance', () => showWindow())
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => {
    endPrompts()
    removeStagedFiles()
  })
  void app.whenReady().then(() => open(machines, practice))
}

function open(machines: Machines, practice: string | undefined) {
  startLog(join(app.getPath('logs'), 'main.log'))
  // sudo-prompt passes the working directory through two shells, so it has to be a plain word.
  process.chdir('/')
  lockSession(rendererDir)
  handleCalls(ipcMain, createHandlers(machines, openWindow(preloadPath), practice))
  // As an AppImage's own launcher does where users may not make namespaces.
  if (app.commandLine.hasSwitch('no-sandbox')) log.warn('Chromium was started without its sandbox')
  log.info(`Subroot ${app.getVersion()}`)
}

function showWindow() {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.focus()
}
