import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'

/** The scheme of the app's only pages; `standard` and `secure` make each host of it a secure origin. */
export const scheme = 'app'
const origin = `${scheme}://subroot`

/** The one page. */
export const pageUrl = `${origin}/index.html`

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export type RendererFile = { readonly path: string; readonly contentType: string }

/**
 * Every file of the built page by its URL. Only what this lists is ever served, so no request can name another file,
 * however it is spelled.
 */
export function listRendererFiles(dir: string, baseUrl = origin): Map<string, RendererFile> {
  const files = new Map<string, RendererFile>()
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    const url = `${baseUrl}/${encodeURIComponent(entry.name)}`
    const contentType = contentTypes[extname(entry.name)]
    if (entry.isDirectory()) {
      for (const [innerUrl, file] of listRendererFiles(path, url)) files.set(innerUrl, file)
    } else if (entry.isFile() && contentType !== undefined) {
      files.set(url, { path, contentType })
    }
  }
  return files
}
