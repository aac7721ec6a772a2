import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { BrowserWindowConstructorOptions } from 'electron'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Handlers } from '#contract/channels.ts'
import { schemas } from '#contract/schemas.ts'
import { SOURCE_LINKS } from '#domain/source-links.ts'
import { openLink } from './desktop.ts'
import { handleCalls, type CallReceiver } from './ipc-router.ts'
import { lockSession, registerScheme } from './session-lockdown.ts'
import { openWindow } from './window.ts'

/**
 * Electron's security checklist (electron/electron, docs/tutorial/security.md), item by item: what this app tells
 * Electron. Simulated: Electron itself, which only notes what it is told. What Chromium then makes of it is seen in
 * e2e/specs/shell.spec.ts.
 */
const projectDir = resolve(import.meta.dirname, '../..')

type Listener = (...args: unknown[]) => unknown

const told = vi.hoisted(() => ({
  window: undefined as BrowserWindowConstructorOptions | undefined,
  urls: new Array<string>(),
  opened: new Array<string>(),
  schemes: new Array<unknown>(),
  listeners: new Map<string, Listener>(),
  respond: undefined as ((request: object) => Promise<Response>) | undefined,
}))

vi.mock('electron', () => {
  return {
    app: {
      on: (name: string, listener: Listener) => void told.listeners.set(`app ${name}`, listener),
    },
    BrowserWindow: class {
      constructor(options: BrowserWindowConstructorOptions) {
        told.window = options
      }
      async loadURL(url: string) {
        told.urls.push(url)
      }
    },
    Menu: { setApplicationMenu: () => {}, buildFromTemplate: () => ({}) },
    nativeTheme: { shouldUseDarkColors: false },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => void told.schemes.push(...schemes),
      handle: (_scheme: string, respond: typeof told.respond) => {
        told.respond = respond
      },
    },
    session: {
      defaultSession: {
        webRequest: {
          onBeforeRequest: (listener: Listener) => void told.listeners.set('request', listener),
        },
        setPermissionRequestHandler: (listener: Listener) =>
          void told.listeners.set('permission request', listener),
        setPermissionCheckHandler: (listener: Listener) =>
          void told.listeners.set('permission check', listener),
        setDevicePermissionHandler: (listener: Listener) =>
          void told.listeners.set('device permission', listener),
        on: (name: string, listener: Listener) => void told.listeners.set(name, listener),
      },
    },
    shell: { openExternal: async (url: string) => void told.opened.push(url) },
  }
})

/** What a new page's contents were told: listeners by event, and whether it may open windows. */
function lockedContents() {
  const listeners = new Map<string, Listener>()
  let openWindow: Listener | undefined
  told.listeners.get('app web-contents-created')?.(undefined, {
    on: (name: string, listener: Listener) => void listeners.set(name, listener),
    setWindowOpenHandler: (handler: Listener) => {
      openWindow = handler
    },
  })
  const isPrevented = (event: string, details = {}) => {
    let prevented = false
    const preventDefault = () => {
      prevented = true
    }
    listeners.get(event)?.({ ...details, preventDefault })
    return prevented
  }
  return { isPrevented, open: (url: string) => openWindow?.({ url }) }
}

const preferences = () => told.window?.webPreferences ?? {}

beforeAll(() => {
  registerScheme()
  lockSession(join(projectDir, 'renderer'))
  openWindow('/preload.cjs')
})

describe("Electron's security checklist", () => {
  it('1: only secure content is loaded, and that is our own', () => {
    expect(told.urls).toEqual(['app://subroot/index.html'])
    expect(told.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }])
    const isCancelled = (url: string) => {
      let cancelled: unknown
      told.listeners.get('request')?.({ url }, ({ cancel }: { cancel: boolean }) => {
        cancelled = cancel
      })
      return cancelled
    }
    const foreign = ['http://', 'https://', 'ws://', 'wss://', 'file:///', 'ftp://', 'app://']
    expect(foreign.map((scheme) => isCancelled(`${scheme}example.org/index.html`))).toEqual(
      foreign.map(() => true),
    )
    expect(isCancelled('app://subroot/index.html')).toBe(false)
    expect(readFileSync(join(projectDir, 'renderer/index.html'), 'utf8')).not.toMatch(/https?:/)
  })

  it('2: the page has no Node', () => {
    expect(preferences().nodeIntegration).toBe(false)
    expect(preferences()).not.toHaveProperty('nodeIntegrationInWorker')
    expect(preferences()).not.toHaveProperty('nodeIntegrationInSubFrames')
  })

  it('3: the preload is isolated from the page', () => {
    expect(preferences().contextIsolation).toBe(true)
  })

  it('4: every renderer is sandboxed, and nothing of ours turns the sandbox off', () => {
    expect(preferences().sandbox).toBe(true)
    const start = readFileSync(join(import.meta.dirname, 'start-application.ts'), 'utf8')
    expect(start.indexOf('app.enableSandbox()')).toBeGreaterThan(0)
    expect(start.indexOf('app.enableSandbox()')).toBeLessThan(start.indexOf('whenReady'))
    for (const text of [...sources('electron'), builderConfig()]) {
      expect(text).not.toMatch(/appendSwitch|appendArgument|executableArgs/)
    }
  })

  it('5: every permission is refused', () => {
    let granted: unknown
    told.listeners.get('permission request')?.({}, 'media', (answer: boolean) => {
      granted = answer
    })
    expect([
      granted,
      told.listeners.get('permission check')?.({}, 'media'),
      told.listeners.get('device permission')?.({}),
    ]).toEqual([false, false, false])
  })

  it.each([
    ['6', 'webSecurity'],
    ['8', 'allowRunningInsecureContent'],
    ['9', 'experimentalFeatures'],
    ['10', 'enableBlinkFeatures'],
  ])("%s: Electron's safe default for %s is left alone", (_, preference) => {
    expect(preferences()).not.toHaveProperty(preference)
  })

  it('7: the content security policy starts from nothing', async () => {
    const response = await told.respond?.({ url: 'app://subroot/index.html', method: 'GET' })
    const policy = Object.fromEntries(
      (response?.headers.get('Content-Security-Policy') ?? '').split('; ').map((directive) => {
        const [name = '', ...values] = directive.split(' ')
        return [name, values.join(' ')]
      }),
    )
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
    const other = await told.respond?.({ url: 'app://subroot/../main/main.js', method: 'GET' })
    expect(other?.status).toBe(404)
  })

  it('11: there is no <webview>, so none may open windows', () => {
    expect(preferences().webviewTag).toBe(false)
    for (const text of [...sources('renderer'), ...sources('electron')]) {
      expect(text).not.toMatch(/<webview|allowpopups/)
    }
  })

  it('12: a <webview> that were made all the same would not be attached', () => {
    expect(lockedContents().isPrevented('will-attach-webview')).toBe(true)
  })

  it('13: nothing navigates', () => {
    expect(preferences().navigateOnDragDrop).toBe(false)
    const { isPrevented } = lockedContents()
    for (const url of ['https://example.org/', 'app://subroot/index.html', 'file:///etc/passwd']) {
      expect(isPrevented('will-navigate', { url })).toBe(true)
    }
  })

  it('14: no window is opened', () => {
    expect(lockedContents().open('https://example.org/')).toEqual({ action: 'deny' })
  })

  it('15: the browser is given our own links, and they are all https', async () => {
    expect(SOURCE_LINKS.filter((url) => !url.startsWith('https://'))).toEqual([])
    const [ours = ''] = SOURCE_LINKS
    for (const url of [`${ours}x`, 'file:///etc/passwd', 'javascript:1', 'https://example.org/']) {
      expect(await openLink(url)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    }
    expect(await openLink(ours)).toMatchObject({ ok: true })
    expect(told.opened).toEqual([ours])
    expect(sources('electron').filter((text) => text.includes('.openExternal(')).length).toBe(1)
  })

  it('16: Electron is one exact version, the newest when it was last looked at', () => {
    const lock: unknown = JSON.parse(readFileSync(join(projectDir, 'package-lock.json'), 'utf8'))
    expect(lock).toMatchObject({
      packages: {
        '': { devDependencies: { electron: '45.5.0' } },
        'node_modules/electron': { version: '45.5.0' },
      },
    })
  })

  it('17: no call of the contract is answered to another sender', async () => {
    const channels = new Map<string, Parameters<CallReceiver['handle']>[1]>()
    // There is none: to reach one would be answered with `internal`.
    const handlers: Handlers = JSON.parse('{}')
    handleCalls({ handle: (name, listener) => void channels.set(name, listener) }, handlers)
    expect([...channels.keys()].toSorted()).toEqual(Object.keys(schemas).toSorted())
    const frame = { url: 'app://subroot/index.html', parent: null }
    const others = [null, { ...frame, parent: frame }, { ...frame, url: 'https://example.org/' }]
    for (const [name, listener] of channels) {
      for (const senderFrame of others) {
        expect(await listener({ senderFrame }, undefined)).toEqual({
          ok: false,
          error: { code: 'untrusted-sender', detail: name },
        })
      }
    }
  })

  it('18 (newer): pages come from a scheme of ours, never from file:', () => {
    for (const text of sources('electron')) expect(text).not.toMatch(/loadFile|file:\/\//)
  })

  it('20 (newer): the preload hands nothing of Electron to the page', () => {
    const preload = readFileSync(join(projectDir, 'electron/preload/preload.ts'), 'utf8')
    expect(preload.match(/exposeInMainWorld\(.*/g)).toEqual(["exposeInMainWorld('subroot', api)"])
    expect(preload).not.toMatch(/ipcRenderer\.(send|sendSync|postMessage)\b/)
  })
})

function sources(dir: string): readonly string[] {
  return readdirSync(join(projectDir, dir), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|html)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => readFileSync(join(projectDir, dir, name), 'utf8'))
}

function builderConfig(): string {
  return readFileSync(join(projectDir, 'electron-builder.yml'), 'utf8')
}
