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

/**
 * What is no step of the wizard, and is loaded only when somebody asks for it: practice, explanations and glossary, the
 * view for a room, proofs on test containers with their texts, and what makes reports. Whoever does the job never loads it.
 */
export const ON_DEMAND =
  /\/(?:Practice|Explain\w*|explain(?:-en|-zh-CN)?|FindingExplained|Presenter|FullDialog|LiveProofPanel|proof-(?:en|zh-CN|columns|text|checks)|save-report)-[^/]+$/u

/** Everything that is loaded in one language on the way through the steps, compressed, in bytes. */
export async function sizeInOneLanguage(
  paths: readonly string[],
  language: 'en' | 'zh-CN',
): Promise<number> {
  const other = language === 'en' ? /\/zh-CN-/u : /\/en-/u
  const loaded = paths.filter((path) => !other.test(path))
  const steps = loaded.filter((path) => !ON_DEMAND.test(path))
  // A pattern that matches nothing would leave out nothing.
  if (loaded.length >= paths.length) throw new Error('No language has a file of its own.')
  if (steps.length >= loaded.length) throw new Error('Nothing waits to be asked for.')
  return sizeOf(steps)
}
