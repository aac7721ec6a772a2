import { constants } from 'node:fs'
import { access, lstat } from 'node:fs/promises'
import type { RootOnlyFile } from '#domain/proof/live-proof.ts'

/** Files that only root, and on some distributions a group of root's, may read; the best known first. */
const CANDIDATES = ['/etc/shadow', '/etc/gshadow', '/etc/sudoers', '/etc/.pwd.lock'] as const

/**
 * A file of root's that nobody else may read, this user least of all; undefined where there is none. Only what anybody
 * may know of it is read here: its owner and its mode.
 */
export async function findRootOnlyFile(
  candidates: readonly string[] = CANDIDATES,
  owner = 0,
): Promise<RootOnlyFile | undefined> {
  for (const path of candidates) {
    const status = await lstat(path).catch(() => undefined)
    if (!status?.isFile() || status.uid !== owner || (status.mode & 0o007) !== 0) continue
    if (await isReadable(path)) continue
    return { path, uid: status.uid, gid: status.gid, mode: status.mode & 0o7777 }
  }
  return undefined
}

async function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  )
}
