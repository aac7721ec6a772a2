import { isAbsolute } from 'node:path'
import type { IpcMain } from './ipc-main.ts'
import type { Session } from './session.ts'
import { missing, refuseUnknown, strict, StrictEmitter } from './strict.ts'
import { createWebContents, type PageTarget, type WebContentsHost } from './web-contents.ts'

const events = ['closed', 'focus', 'page-title-updated']

type WindowOptions = {
  readonly width?: number
  readonly height?: number
  readonly minWidth?: number
  readonly minHeight?: number
  readonly title?: string
  readonly icon?: string
  readonly backgroundColor?: string
  readonly autoHideMenuBar?: boolean
  readonly webPreferences: {
    readonly preload: string
    readonly sandbox: true
    readonly contextIsolation: true
    readonly nodeIntegration: false
    readonly webSecurity?: true
    readonly webviewTag?: false
    readonly navigateOnDragDrop?: false
    readonly spellcheck?: boolean
    readonly devTools?: boolean
  }
}

/** What a window needs of the rest of the stand-in. */
export type WindowServices = {
  readonly session: Session
  readonly ipc: IpcMain
  /** The page of Chromium's one window; undefined once it is taken. */
  readonly takePage: () => PageTarget | undefined
  readonly created: (window: object, webContents: WebContentsHost['webContents']) => void
  readonly lastWindowClosed: () => void
}

type WindowHost = {
  readonly window: StrictEmitter & { readonly webContents: WebContentsHost['webContents'] }
  readonly contents: WebContentsHost
}

/** What main and Playwright may ask of the class itself. */
type BrowserWindowClass = {
  new (options: WindowOptions): StrictEmitter
  readonly getAllWindows: () => readonly WindowHost['window'][]
  readonly fromWebContents: (webContents: object) => WindowHost['window'] | null
}

/**
 * `BrowserWindow`: Chromium's one window, shown from the start. A second one is refused, and so is every option that
 * would not be heeded.
 */
export function createBrowserWindowClass(services: WindowServices) {
  const open = new Map<string, WindowHost>()
  const getAllWindows = () => [...open.values()].map(({ window }) => window)

  class BrowserWindow extends StrictEmitter {
    readonly webContents: WebContentsHost['webContents']
    readonly loadURL: (url: string) => Promise<void>
    readonly focus: () => void

    constructor(options: WindowOptions) {
      super('BrowserWindow', events)
      checkOptions(options)
      const target = services.takePage()
      if (!target) throw missing('a second BrowserWindow')
      const contents = createWebContents(target, options.webPreferences.preload, services)
      this.webContents = strict('webContents', contents.webContents)
      this.loadURL = contents.loadURL
      this.focus = () => void target.session.send('Page.bringToFront')
      open.set(target.targetId, { window: this, contents })
      void applyAppearance(target, options)
      services.created(this, this.webContents)
    }

    static readonly getAllWindows = getAllWindows
    static readonly fromWebContents = (webContents: object) =>
      getAllWindows().find((window) => window.webContents === webContents) ?? null

    close = () => this.webContents.close()
    isDestroyed = () => this.webContents.isDestroyed()
    isMinimized = () => false
    restore = () => undefined
  }

  return {
    BrowserWindow: BrowserWindow as BrowserWindowClass,
    closeAll: () => getAllWindows().forEach((window) => window.webContents.close()),
    webContentsByTarget: (targetId: string) => open.get(targetId)?.window.webContents,
    pageGone: (targetId: string) => {
      const host = open.get(targetId)
      if (!host) return
      open.delete(targetId)
      host.contents.markDestroyed()
      host.window.emit('closed')
      if (open.size === 0) services.lastWindowClosed()
    },
  }
}

function checkOptions(options: WindowOptions) {
  const { webPreferences, ...appearance } = options
  refuseUnknown('BrowserWindow({…})', appearance, [
    'width',
    'height',
    'minWidth',
    'minHeight',
    'title',
    'icon',
    'backgroundColor',
    'autoHideMenuBar',
  ])
  const required = { sandbox: true, contextIsolation: true, nodeIntegration: false }
  const fixed = { webSecurity: true, webviewTag: false, navigateOnDragDrop: false }
  refuseUnknown('BrowserWindow webPreferences', webPreferences, [
    ...Object.keys({ ...required, ...fixed }),
    'preload',
    'spellcheck',
    'devTools',
  ])
  const given = new Map<string, unknown>(Object.entries(webPreferences))
  for (const [name, value] of Object.entries({ ...required, ...fixed })) {
    const isGiven = given.has(name) || name in required
    if (isGiven && given.get(name) !== value) {
      throw missing(`a window whose webPreferences.${name} is not ${value}`)
    }
  }
  if (!isAbsolute(webPreferences.preload)) throw missing('a preload by a relative path')
}

async function applyAppearance({ session, browser, targetId }: PageTarget, options: WindowOptions) {
  const { width, height, backgroundColor } = options
  if (backgroundColor) {
    const [r = 255, g = 255, b = 255] = (backgroundColor.match(/[\da-f]{2}/giu) ?? []).map((part) =>
      Number.parseInt(part, 16),
    )
    await session.send('Emulation.setDefaultBackgroundColorOverride', { color: { r, g, b, a: 1 } })
  }
  if (width && height) {
    const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { width, height } })
  }
}
