import { rmSync } from 'node:fs'
import { lstat, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file that only this user can read or change, on its way to the root side, which checks its digest. */
export type StagedFile = {
  /** Of `A-Z a-z 0-9 / _ . -` only, so that every shell takes it as it is. */
  readonly path: string
  readonly byteLength: number
  readonly remove: () => Promise<void>
}

/** Whether shells take a path as it is, quoted or not. */
export function isPlainPath(path: string): boolean {
  return /^\/[A-Za-z0-9/_.-]*$/.test(path)
}

/**
 * Writes the text to a new directory in the user's runtime directory, which is in memory and theirs alone, or in the
 * system's directory for temporary files where there is none.
 */
export async function stageFile(
  text: string,
  runtimeDir = process.env['XDG_RUNTIME_DIR'],
): Promise<StagedFile> {
  const parentDir = await chooseParentDir(runtimeDir)
  const dir = await mkdtemp(join(parentDir, 'subroot-'))
  const path = join(dir, 'script')
  const bytes = Buffer.from(text)
  stagedDirs.add(dir)
  const remove = async () => {
    await rm(dir, removal)
    stagedDirs.delete(dir)
  }
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    await remove()
    throw error
  }
  return { path, byteLength: bytes.length, remove }
}

const stagedDirs = new Set<string>()

/** Another program of the user may put files into the directory while it is being removed. */
const removal = { recursive: true, force: true, maxRetries: 20, retryDelay: 10 } as const

/** Removes what is still staged, for an end that waits for nothing. */
export function removeStagedFiles(): void {
  for (const dir of stagedDirs) {
    try {
      rmSync(dir, removal)
    } catch {
      // The others go all the same.
    }
  }
}

async function chooseParentDir(runtimeDir: string | undefined): Promise<string> {
  if (runtimeDir !== undefined && isPlainPath(runtimeDir) && (await isOurDir(runtimeDir))) {
    return runtimeDir
  }
  return isPlainPath(tmpdir()) ? tmpdir() : '/tmp'
}

async function isOurDir(path: string): Promise<boolean> {
  const state = await lstat(path).catch(() => undefined)
  return state !== undefined && state.isDirectory() && state.uid === process.getuid?.()
}
