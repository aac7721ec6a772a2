import { randomUUID } from 'node:crypto'
import type { Protocol } from 'devtools-protocol/types/protocol.js'
import type { DevtoolsSession } from './devtools.ts'
import type { IpcMain, SenderFrame } from './ipc-main.ts'
import type { MainMessage, PageMessage } from './page-preload.ts'
import {
  bindingName,
  deliveryScript,
  isolatedWorldScript,
  pageWorldScript,
  worldName,
} from './page-scripts.ts'
import { toAppUrl, toPageUrl } from './scheme-urls.ts'
import type { Session } from './session.ts'
import { missing, refuseUnknown, strict, StrictEmitter, withMembers } from './strict.ts'
import { decodeValue, encodeValue } from './value-codec.ts'

const events = [
  'will-navigate',
  'will-attach-webview',
  'did-finish-load',
  'dom-ready',
  'did-navigate',
  'render-process-gone',
  'destroyed',
]

type PageArea = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: 'deny' }

/**
 * Lets a page do everything but open windows, where Chromium itself refuses them: `window.open` gives null, as it does
 * in Electron when main denies. Main's handler has to be there, but it is not asked.
 */
const withoutPopups = [
  'Content-Security-Policy',
  'sandbox allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts',
] as const

/** A page target that Chromium has opened for us. */
export type PageTarget = {
  readonly targetId: string
  readonly session: DevtoolsSession
  readonly browser: DevtoolsSession
}

export function createWebContents(
  target: PageTarget,
  preloadPath: string,
  services: { readonly session: Session; readonly ipc: IpcMain },
) {
  const { session: devtools, browser, targetId } = target
  const { session, ipc } = services
  const token = randomUUID()
  const frames = new Map<string, { url: string; parentId: string | undefined }>()
  /** Frames of the isolated worlds that exist now, by their execution context. */
  const preloadContexts = new Map<number, string>()
  let mainFrameId: string | undefined
  let windowOpenHandler: WindowOpenHandler | undefined
  let destroyed = false
  /** Where `loadURL` is on its way to: the one navigation that the page did not start. */
  let loadingUrl: string | undefined

  function senderFrame(frameId: string | undefined): SenderFrame | null {
    const frame = frameId === undefined ? undefined : frames.get(frameId)
    if (!frame) return null
    return {
      url: frame.url,
      // `null` for an opaque origin, as Electron says it.
      origin: /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/u.exec(frame.url)?.[0] ?? 'null',
      get parent() {
        return senderFrame(frame.parentId)
      },
    }
  }

  async function deliver(message: MainMessage, contextId: number) {
    await devtools.send('Runtime.evaluate', { expression: deliveryScript(message), contextId })
  }

  async function answer(text: string, contextId: number) {
    const { id, channel, args }: PageMessage = JSON.parse(text)
    const frame = senderFrame(preloadContexts.get(contextId))
    const reply = await ipc.dispatch(webContents, frame, channel, decodeValue(args)).then(
      (value) => ({ ok: true, value: encodeValue(value) }),
      (error: unknown) => ({
        ok: false,
        value: encodeValue(
          new Error(`Error invoking remote method '${channel}': ${String(error)}`),
        ),
      }),
    )
    // A page that has meanwhile gone needs no reply.
    if (preloadContexts.has(contextId)) await deliver({ kind: 'reply', id, ...reply }, contextId)
  }

  /** Every request of the page comes here before Chromium makes it, and ends here. */
  async function intercept({
    requestId,
    request,
    resourceType,
    frameId,
  }: Protocol.Fetch.RequestPausedEvent) {
    const url = toAppUrl(request.url, session.schemes)
    const refuse = (errorReason: Protocol.Network.ErrorReason) =>
      devtools.send('Fetch.failRequest', { requestId, errorReason })

    const isMainDocument = resourceType === 'Document' && frameId === mainFrameId
    if (isMainDocument && url !== loadingUrl && url !== webContents.getURL()) {
      let prevented = false
      const preventDefault = () => {
        prevented = true
      }
      webContents.emit('will-navigate', { url, preventDefault }, url)
      if (prevented) return refuse('Aborted')
    }
    const type = isMainDocument ? 'mainFrame' : electronResourceType(resourceType)
    const appRequest = new Request(url, { method: request.method, headers: request.headers })
    const response = await session.respond(url, appRequest, type)
    if (response === 'cancelled') return refuse('BlockedByClient')
    if (!response) {
      process.stderr.write(`The Electron host has no network; not fetched: ${url}\n`)
      return refuse('NameNotResolved')
    }
    return devtools.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers, ...(isMainDocument ? [withoutPopups] : [])].map(
        ([name, value]) => ({ name, value }),
      ),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
  }

  function noteFrame({ id, parentId, url, urlFragment }: Protocol.Page.Frame) {
    frames.set(id, { url: toAppUrl(url + (urlFragment ?? ''), session.schemes), parentId })
    if (parentId === undefined) mainFrameId = id
  }

  async function prepare() {
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId }: { frameId?: string } = context.auxData
      if (context.name === worldName && frameId) preloadContexts.set(context.id, frameId)
    })
    devtools.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      preloadContexts.delete(executionContextId)
    })
    devtools.on('Runtime.executionContextsCleared', () => preloadContexts.clear())
    devtools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === bindingName) void answer(payload, executionContextId).catch(reportUnlessGone)
    })
    devtools.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) => {
      process.stderr.write(`Page: ${text} ${exception?.description ?? ''}\n`)
    })
    devtools.on('Fetch.requestPaused', (event) => void intercept(event).catch(reportUnlessGone))
    devtools.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      frames.set(frameId, { url: 'about:blank', parentId: parentFrameId })
    })
    devtools.on('Page.frameDetached', ({ frameId }) => frames.delete(frameId))
    devtools.on('Page.frameNavigated', ({ frame }) => {
      noteFrame(frame)
      if (!frame.parentId) webContents.emit('did-navigate', {}, webContents.getURL())
    })
    devtools.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const parentId = frames.get(frameId)?.parentId
      frames.set(frameId, { url: toAppUrl(url, session.schemes), parentId })
    })
    devtools.on('Page.domContentEventFired', () => webContents.emit('dom-ready', {}))
    devtools.on('Page.loadEventFired', () => webContents.emit('did-finish-load', {}))
    browser.on('Browser.downloadWillBegin', ({ guid }) => {
      let prevented = false
      const preventDefault = () => {
        prevented = true
      }
      session.defaultSession.emit('will-download', { preventDefault })
      if (!prevented) throw missing('downloads: session.on("will-download") has to prevent them')
      void browser.send('Browser.cancelDownload', { guid }).catch(reportUnlessGone)
    })
    devtools.on('Inspector.targetCrashed', () => {
      webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    })
    // Workers and frames of other origins would be targets of their own; they stay paused for ever.
    devtools.on('Target.attachedToTarget', ({ targetInfo }) => {
      process.stderr.write(
        `The Electron host does not run a ${targetInfo.type}: ${targetInfo.url}\n`,
      )
    })
    await devtools.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    })
    await browser.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true })
    await devtools.send('Page.enable')
    await devtools.send('Runtime.enable')
    await devtools.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    await devtools.send('Runtime.addBinding', {
      name: bindingName,
      executionContextName: worldName,
    })
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
      source: isolatedWorldScript(preloadPath, token),
      worldName,
    })
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldScript(token) })
    const { frameTree } = await devtools.send('Page.getFrameTree')
    noteFrame(frameTree.frame)
  }

  async function loadURL(url: string) {
    const pageUrl = toPageUrl(url, session.schemes)
    if (!pageUrl) throw missing(`loadURL('${url}'): only the app's own scheme`)
    if (!windowOpenHandler) throw missing('a window without setWindowOpenHandler')
    await prepared
    await session.setPermissions(browser, webContents, url)
    loadingUrl = url
    const { errorText } = await devtools.send('Page.navigate', { url: pageUrl })
    loadingUrl = undefined
    if (errorText) throw new Error(`${errorText} loading '${url}'`)
  }

  const webContents = withMembers(new StrictEmitter('webContents', events), {
    id: 1,
    session: session.defaultSession,
    get mainFrame() {
      return senderFrame(mainFrameId)
    },
    getURL: (): string => senderFrame(mainFrameId)?.url ?? '',
    isDestroyed: () => destroyed,
    send: (channel: string, ...args: unknown[]) => {
      const message = { kind: 'event', channel, args: encodeValue(structuredClone(args)) } as const
      for (const [contextId, frameId] of preloadContexts) {
        if (frameId === mainFrameId) void deliver(message, contextId).catch(reportUnlessGone)
      }
    },
    setWindowOpenHandler: (handler: WindowOpenHandler) => {
      windowOpenHandler = handler
    },
    /** Only a part of what the window shows, as it is shown. */
    capturePage: async (area: PageArea) => {
      const { x, y, width, height } = area
      refuseUnknown('webContents.capturePage({…})', area, ['x', 'y', 'width', 'height'])
      if (![x, y, width, height].every(Number.isInteger)) {
        throw missing('webContents.capturePage() without whole numbers')
      }
      const { data } = await devtools.send('Page.captureScreenshot', {
        format: 'png',
        clip: { x, y, width, height, scale: 1 },
      })
      return strict('NativeImage', { toPNG: () => Buffer.from(data, 'base64') })
    },
    close: () => {
      void browser.send('Target.closeTarget', { targetId }).catch(reportUnlessGone)
    },
  })
  const prepared = prepare()

  /** What happens in a page that has just gone interests nobody; anything else must be seen. */
  function reportUnlessGone(error: unknown) {
    if (
      !destroyed &&
      !/not found|has ended|destroyed|Invalid InterceptionId/u.test(String(error))
    ) {
      process.stderr.write(`The Electron host: ${String(error)}\n`)
    }
  }

  return {
    webContents,
    loadURL,
    markDestroyed: () => {
      destroyed = true
      webContents.emit('destroyed')
    },
  }
}

export type WebContentsHost = ReturnType<typeof createWebContents>

/** Electron's names for what is being fetched (OnBeforeRequestListenerDetails.resourceType). */
function electronResourceType(type: Protocol.Network.ResourceType): string {
  const names: Partial<Record<Protocol.Network.ResourceType, string>> = {
    Document: 'subFrame',
    Stylesheet: 'stylesheet',
    Script: 'script',
    Image: 'image',
    Font: 'font',
    Media: 'media',
    XHR: 'xhr',
    Fetch: 'xhr',
    Ping: 'ping',
    CSPViolationReport: 'cspReport',
  }
  return names[type] ?? 'other'
}
