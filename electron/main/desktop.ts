import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { app, type BrowserWindow, clipboard, dialog, shell } from 'electron'
import type { Calls, Failure, PageArea, SavedReport } from '#contract/channels.ts'
import { failure, success, type Result } from '#domain/result.ts'
import { SOURCE_LINKS } from '#domain/source-links.ts'

export async function copyText(text: string): Promise<Result<null, Failure>> {
  await clipboard.writeText(text)
  return success(null)
}

/**
 * Asks where to save, and writes only there and beside it. The user agreed to replace what the dialog named; a file of that
 * name with `.json` is replaced only together with it, and otherwise another name is taken.
 */
export async function saveReport(
  { html, json, fileName }: Calls['saveReport']['argument'],
  window: BrowserWindow,
): Promise<Result<SavedReport | null, Failure>> {
  const { canceled, filePath: htmlPath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), fileName),
  })
  if (canceled) return success(null)
  const { dir, name } = parse(htmlPath)
  const base = join(dir, name)
  const jsonPath = existsSync(htmlPath) ? `${base}.json` : freePath(base, '.json')
  await writeFile(htmlPath, html)
  await writeFile(jsonPath, json)
  return success({ htmlPath, jsonPath })
}

/** The first of `base`, `base-2` and so on, with this ending, that is not there. */
function freePath(base: string, ending: string): string {
  let path = `${base}${ending}`
  for (let count = 2; existsSync(path); count += 1) path = `${base}-${count}${ending}`
  return path
}

/** More than any screen's comparison takes; the page puts it into a report. */
const MAX_PICTURE_BYTES = 4 * 1024 * 1024

/** What the window shows, of its own page only. */
export async function takePicture(
  area: PageArea,
  window: BrowserWindow,
): Promise<Result<string, Failure>> {
  const png = (await window.webContents.capturePage(area)).toPNG()
  return png.length > 0 && png.length <= MAX_PICTURE_BYTES
    ? success(png.toString('base64'))
    : failure({ code: 'internal', detail: `A picture of ${png.length} bytes` })
}

export async function openLink(url: string): Promise<Result<null, Failure>> {
  const link = SOURCE_LINKS.find((known) => known === url)
  if (link === undefined) return failure({ code: 'bad-request', detail: `Not one of ours: ${url}` })
  await shell.openExternal(link)
  return success(null)
}
