import type { DevtoolsSession } from './devtools.ts'
import { missing, StrictEmitter, withMembers } from './strict.ts'

/** Electron's permission names beside Chromium's DevTools names (Browser.setPermission). */
const permissions = [
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['geolocation', 'geolocation'],
  ['idle-detection', 'idle-detection'],
  ['local-fonts', 'local-fonts'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['notifications', 'notifications'],
  ['storage-access', 'storage-access'],
  ['window-management', 'window-management'],
] as const

type RequestHandler = (
  webContents: object,
  permission: string,
  callback: (granted: boolean) => void,
  details: object,
) => void
type CheckHandler = (
  webContents: object | null,
  permission: string,
  origin: string,
  details: object,
) => boolean
type BeforeRequest = (
  details: { readonly url: string; readonly resourceType: string },
  callback: (response: { readonly cancel?: boolean }) => void,
) => void
type SchemeHandler = (request: Request) => Response | Promise<Response>
type SchemeDescription = {
  readonly scheme: string
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean }
}

/** `session` and `protocol`, and what the window needs to ask of them. */
export function createSession() {
  let requestHandler: RequestHandler | undefined
  let checkHandler: CheckHandler | undefined
  let beforeRequest: BeforeRequest | undefined
  const schemes = new Set<string>()
  const schemeHandlers = new Map<string, SchemeHandler>()

  function registerSchemesAsPrivileged(descriptions: readonly SchemeDescription[]) {
    for (const { scheme, privileges } of descriptions) {
      if (!privileges?.standard || !privileges.secure) {
        throw missing('a scheme that is not registered as standard and secure')
      }
      schemes.add(scheme)
    }
  }
  function handle(scheme: string, handler: SchemeHandler) {
    if (!schemes.has(scheme)) throw missing(`protocol.handle('${scheme}') without privileges`)
    schemeHandlers.set(scheme, handler)
  }

  /**
   * Chromium cannot ask while the page runs, so main's handlers are asked beforehand, once for each permission. Electron
   * grants everything when there is no handler, which the stand-in does not support.
   */
  async function setPermissions(browser: DevtoolsSession, webContents: object, origin: string) {
    if (!requestHandler || !checkHandler) {
      throw missing('a window without permission handlers (both of them)')
    }
    for (const [permission, name] of permissions) {
      const details = { requestingUrl: origin, isMainFrame: true }
      const checked = checkHandler(webContents, permission, origin, details)
      const granted = await askRequestHandler(requestHandler, webContents, permission, details)
      await browser.send('Browser.setPermission', {
        permission: { name },
        setting: checked && granted ? 'granted' : 'denied',
      })
    }
  }

  /** The answer to a request of the page by the app's own rules; undefined: only a network could answer it. */
  async function respond(url: string, request: Request, resourceType: string) {
    if (await isCancelled(url, resourceType)) return 'cancelled'
    return schemeHandlers.get(new URL(url).protocol.slice(0, -1))?.(request)
  }

  function isCancelled(url: string, resourceType: string): Promise<boolean> {
    const listener = beforeRequest
    if (!listener) return Promise.resolve(false)
    return new Promise((resolve) =>
      listener({ url, resourceType }, (response) => resolve(response.cancel === true)),
    )
  }

  const defaultSession = withMembers(new StrictEmitter('session', ['will-download']), {
    setPermissionRequestHandler: (handler: RequestHandler) => {
      requestHandler = handler
    },
    setPermissionCheckHandler: (handler: CheckHandler) => {
      checkHandler = handler
    },
    /** No devices reach the page here at all. */
    setDevicePermissionHandler: () => undefined,
    setSpellCheckerEnabled: () => undefined,
    webRequest: {
      onBeforeRequest: (listener: BeforeRequest) => {
        if (typeof listener !== 'function') throw missing('webRequest.onBeforeRequest(filter, …)')
        beforeRequest = listener
      },
    },
  })
  return {
    defaultSession,
    protocol: { registerSchemesAsPrivileged, handle },
    schemes,
    setPermissions,
    respond,
  }
}

export type Session = ReturnType<typeof createSession>

function askRequestHandler(
  handler: RequestHandler,
  webContents: object,
  permission: string,
  details: object,
): Promise<boolean> {
  return new Promise((resolve) => handler(webContents, permission, resolve, details))
}
