import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, dialog, shell } from 'electron'
import type { Calls, Failure } from '#contract/channels.ts'
import { failure, success, type Result } from '#domain/result.ts'
import { SOURCE_LINKS } from '#domain/source-links.ts'

export async function copyText(text: string): Promise<Result<null, Failure>> {
  await clipboard.writeText(text)
  return success(null)
}

/** Asks where to save, and writes only there. */
export async function saveReport(
  { html, fileName }: Calls['saveReport']['argument'],
  window: BrowserWindow,
): Promise<Result<string | null, Failure>> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), fileName),
  })
  if (canceled) return success(null)
  await writeFile(filePath, html)
  return success(filePath)
}

export async function openLink(url: string): Promise<Result<null, Failure>> {
  const link = SOURCE_LINKS.find((known) => known === url)
  if (link === undefined) return failure({ code: 'bad-request', detail: `Not one of ours: ${url}` })
  await shell.openExternal(link)
  return success(null)
}
