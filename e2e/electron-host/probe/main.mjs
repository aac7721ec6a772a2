// An app without any policy of its own, so that the specs see what the Electron host itself lets through.
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron'

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true } },
])
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => console.error('second instance'))
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(open)
} else {
  app.quit()
}

async function open() {
  const html = '<!doctype html><title>Probe</title><h1>Probe</h1>'
  protocol.handle('app', () => new Response(html, { headers: { 'content-type': 'text/html' } }))
  session.defaultSession.setPermissionRequestHandler((_contents, _name, callback) =>
    callback(false),
  )
  session.defaultSession.setPermissionCheckHandler(() => false)
  ipcMain.handle('echo', (event, value) => ({
    value,
    url: event.senderFrame?.url,
    isMainFrame: event.senderFrame?.parent === null,
  }))
  ipcMain.handle('fail', () => {
    throw new Error('on purpose')
  })
  const window = new BrowserWindow({
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  })
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event) => {
    console.error(`navigation to ${event.url}`)
    event.preventDefault()
  })
  await window.loadURL('app://probe/index.html')
}
