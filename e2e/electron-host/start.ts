import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createApp, type AppIdentity } from './app.ts'
import { createBrowserWindowClass } from './browser-window.ts'
import { type Browser, findChromium, startChromium } from './chromium.ts'
import { parseCommandLine } from './command-line.ts'
import { createDesktop } from './desktop.ts'
import { provideElectron } from './electron-modules.ts'
import { createIpcMain } from './ipc-main.ts'
import { createSession } from './session.ts'
import { strict } from './strict.ts'
import type { PageTarget } from './web-contents.ts'

/** Plain Node, started as Electron is started: the app's main, on the system's Chromium. See README.md. */
async function start() {
  const { preloadModules, switches, appPath } = parseCommandLine(process.argv.slice(2))
  if (appPath === undefined) fail('Usage: electron APP')
  const { mainPath, identity } = readApp(resolve(appPath))
  // As Electron has it: no program between the executable and the arguments.
  process.argv.splice(1, 1)

  let browser: Browser | undefined
  let page: PageTarget | undefined
  let pageTaken = false
  const session = createSession()
  const ipc = createIpcMain()
  const desktop = createDesktop(() => page?.session)
  const lifecycle = createApp(identity, switches, {
    closeWindows: () => windows.closeAll(),
    endBrowser: () => browser?.end() ?? Promise.resolve(),
  })
  const { app } = lifecycle
  const windows = createBrowserWindowClass({
    session,
    ipc,
    takePage: () => {
      if (pageTaken) return undefined
      pageTaken = true
      return page
    },
    created: (window, webContents) => {
      app.emit('web-contents-created', {}, webContents)
      app.emit('browser-window-created', {}, window)
    },
    lastWindowClosed: lifecycle.lastWindowClosed,
  })

  provideElectron(
    strict('electron', {
      app: strict('app', app),
      BrowserWindow: windows.BrowserWindow,
      webContents: strict('webContents', { fromDevToolsTargetId: windows.webContentsByTarget }),
      ipcMain: strict('ipcMain', ipc.ipcMain),
      session: strict('session', { defaultSession: strict('session', session.defaultSession) }),
      protocol: strict('protocol', session.protocol),
      clipboard: strict('clipboard', desktop.clipboard),
      dialog: strict('dialog', desktop.dialog),
      shell: strict('shell', desktop.shell),
      nativeTheme: strict('nativeTheme', desktop.nativeTheme),
      Menu: strict('Menu', desktop.Menu),
    }),
  )

  const load = createRequire(import.meta.url)
  for (const name of preloadModules) load(name)
  await import(pathToFileURL(mainPath).href)
  if (lifecycle.isQuitting()) return

  const hasScreen = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
  if (!hasScreen && !switches.has('headless')) {
    fail('Unable to open X display: neither DISPLAY nor WAYLAND_DISPLAY is set.')
  }
  const chromium = findChromium()
  if (!chromium) fail('The Electron host needs Chromium: install the package chromium.')
  const noSandbox = process.getuid?.() === 0 || switches.has('no-sandbox')
  process.stderr.write(
    `Electron host: a stand-in for Electron, on ${chromium}${noSandbox ? ', without its sandbox' : ''}\n`,
  )
  browser = startChromium(chromium, chromiumSwitches(switches, noSandbox), app.getName())
  page = await firstPage(browser, windows.pageGone)
  void browser.closed.then(() => page && windows.pageGone(page.targetId))
  await desktop.learnSystemTheme()
  lifecycle.becomeReady()
}

/** The app's main file and its name: `path` is a folder with a package.json, or the file itself. */
function readApp(path: string): { readonly mainPath: string; readonly identity: AppIdentity } {
  if (!statSync(path).isDirectory()) {
    return { mainPath: path, identity: { appPath: dirname(path), name: 'Electron', version: '0' } }
  }
  const manifest: { name: string; productName?: string; version: string; main: string } =
    JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  return {
    mainPath: join(path, manifest.main),
    identity: {
      appPath: path,
      name: manifest.productName ?? manifest.name,
      version: manifest.version,
    },
  }
}

/** Everything that is not for Node or Electron alone. */
function chromiumSwitches(switches: ReadonlyMap<string, string>, noSandbox: boolean) {
  const passed = new Map(switches)
  for (const name of ['inspect', 'inspect-brk', 'user-data-dir', 'no-sandbox']) passed.delete(name)
  if (noSandbox) passed.set('no-sandbox', '')
  return passed
}

/** Chromium opens with one page, which becomes the app's window. Any other that appears is closed before it runs. */
function firstPage(browser: Browser, gone: (targetId: string) => void): Promise<PageTarget> {
  return new Promise((resolvePage, reject) => {
    let first: string | undefined
    browser.browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      const { targetId, type } = targetInfo
      if (first === undefined && type === 'page') {
        first = targetId
        resolvePage({ targetId, session: browser.session(sessionId), browser: browser.browser })
      } else if (targetId !== first) {
        process.stderr.write(`The Electron host closed a ${type}: ${targetInfo.url}\n`)
        void browser.browser.send('Target.closeTarget', { targetId }).catch(() => undefined)
      }
    })
    browser.browser.on('Target.detachedFromTarget', ({ targetId }) => {
      if (targetId) gone(targetId)
    })
    void browser.closed.then(() =>
      reject(new Error(`Chromium ended before it had a window:\n${browser.lastErrors()}`)),
    )
    browser.browser
      .send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
        // The parts of Chromium's own window are no pages of the app.
        filter: [...['browser', 'browser_ui', 'tab'].map((type) => ({ type, exclude: true })), {}],
      })
      .catch(reject)
  })
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

await start().catch((error: unknown) =>
  fail(error instanceof Error ? (error.stack ?? '') : String(error)),
)
