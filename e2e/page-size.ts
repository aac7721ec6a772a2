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

/** Of everything that is loaded in one language, compressed, in bytes. */
export async function sizeInOneLanguage(
  paths: readonly string[],
  language: 'en' | 'zh-CN',
): Promise<number> {
  const other = language === 'en' ? /\/zh-CN-/u : /\/en-/u
  const loaded = paths.filter((path) => !other.test(path))
  if (loaded.length >= paths.length) throw new Error('No language has a file of its own.')
  return sizeOf(loaded)
}
