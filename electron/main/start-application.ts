import { join } from 'node:path'
import { app, BrowserWindow, ipcMain } from 'electron'
import { endPrompts } from '#host/end-prompt.ts'
import type { Host } from '#host/host.ts'
import { removeStagedFiles } from '#host/staging.ts'
import { createHandlers } from './handlers.ts'
import { handleCalls } from './ipc-router.ts'
import { log, startLog } from './log.ts'
import { lockSession, registerScheme } from './session-lockdown.ts'
import { openWindow } from './window.ts'

/** Next to the built main: out/build/main, out/build/preload and out/build/renderer. */
const preloadPath = join(import.meta.dirname, '../preload/preload.cjs')
const rendererDir = join(import.meta.dirname, '../renderer')

/** Starts the wizard on the machine that `createHost` opens: one instance, one window, which ends the app. */
export function startApplication(createHost: () => Host): void {
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
  void app.whenReady().then(() => open(createHost()))
}

function open(host: Host) {
  startLog(join(app.getPath('logs'), 'main.log'))
  // sudo-prompt passes the working directory through two shells, so it has to be a plain word.
  process.chdir('/')
  lockSession(rendererDir)
  handleCalls(ipcMain, createHandlers(host, openWindow(preloadPath)))
  // As an AppImage's own launcher does where users may not make namespaces.
  if (app.commandLine.hasSwitch('no-sandbox')) log.warn('Chromium was started without its sandbox')
  log.info(`Subroot ${app.getVersion()}${host.simulated ? ', on a simulated machine' : ''}`)
}

function showWindow() {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.focus()
}
