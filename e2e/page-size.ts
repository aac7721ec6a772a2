import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectDir } from './electron-runtime.ts'

/** The built page. */
export const rendererDir = join(projectDir, 'out/build/renderer')

/** Paths within the built page, each with a slash before it. */
export async function rendererFiles(): Promise<readonly string[]> {
  const entries = await readdir(rendererDir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(rendererDir.length))
}

/** Of all these files, compressed, in bytes. */
export async function sizeOf(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    paths.map(async (path) => gzipSync(await readFile(join(rendererDir, path))).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** No step of the wizard: loaded only when somebody practises, in both languages at once. */
export const ON_DEMAND = /\/Practice-[^/]+\.js$/u

/** Of every part of the wizard in one language, compressed, in bytes; what is loaded on demand only is no part. */
export async function sizeInOneLanguage(
  paths: readonly string[],
  language: 'en' | 'zh-CN',
): Promise<number> {
  const other = language === 'en' ? /\/zh-CN-/u : /\/en-/u
  const parts = paths.filter((path) => !ON_DEMAND.test(path))
  if (parts.length !== paths.length - 1) throw new Error('Practice is not one file of its own.')
  const loaded = parts.filter((path) => !other.test(path))
  if (loaded.length >= parts.length) throw new Error('No language has a file of its own.')
  return sizeOf(loaded)
}
