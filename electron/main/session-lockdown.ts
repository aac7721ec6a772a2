import { readFile } from 'node:fs/promises'
import { app, protocol, session, type WebContents } from 'electron'
import { log } from './log.ts'
import { listRendererFiles, scheme } from './renderer-files.ts'

/**
 * React sets styles through the CSSOM, which `style-src` does not restrict; nothing else in the page needs more than its
 * own files.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** Before the app is ready: Electron allows a scheme to be registered only then. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }])
  app.on('web-contents-created', (_event, contents) => lockWebContents(contents))
}

/** Once the app is ready: the session serves the files in `rendererDir` and refuses everything else. */
export function lockSession(rendererDir: string): void {
  const files = listRendererFiles(rendererDir)
  const { defaultSession } = session

  protocol.handle(scheme, async ({ url, method }) => {
    const file = files.get(url)
    if (!file || method !== 'GET') return new Response(null, { status: 404 })
    return new Response(await readFile(file.path), {
      headers: {
        'Content-Type': file.contentType,
        'Content-Security-Policy': contentSecurityPolicy,
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  })
  defaultSession.webRequest.onBeforeRequest(({ url }, callback) => {
    const cancel = !files.has(url)
    if (cancel) log.warn(`Request cancelled: ${url}`)
    callback({ cancel })
  })
  defaultSession.setPermissionRequestHandler((_contents, permission, callback) => {
    log.warn(`Permission refused: ${permission}`)
    callback(false)
  })
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.on('will-download', (event) => {
    log.warn('Download refused')
    event.preventDefault()
  })
}

function lockWebContents(contents: WebContents) {
  contents.on('will-navigate', (event) => {
    log.warn(`Navigation refused: ${event.url}`)
    event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    log.warn(`New window refused: ${url}`)
    return { action: 'deny' }
  })
}
