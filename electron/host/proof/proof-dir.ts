import { randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FILE_NAME } from '#domain/proof/proof-script.ts'

export type ProofDir = {
  /** Makes a directory that a container's root may write to, whoever it is on this machine. */
  readonly makeWritable: () => Promise<string>
  readonly remove: () => Promise<void>
}

const PREFIX = 'subroot-proof-'

/**
 * A directory of the user's for what test containers write. It is not sticky and the user's own, so the user can remove
 * from it what belongs to another UID. Others can pass through it, as the container's root must with an older runc, but
 * not list it, and the names in it cannot be guessed: nobody else writes there.
 */
export async function makeProofDir(parentDir = tmpdir()): Promise<ProofDir> {
  const dir = await mkdtemp(join(parentDir, PREFIX))
  await chmod(dir, 0o711)
  return {
    makeWritable: async () => {
      const writable = join(dir, randomBytes(16).toString('hex'))
      await mkdir(writable)
      // mkdir's own mode is cut by the umask.
      await chmod(writable, 0o777)
      return writable
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}

/** To whom the file belongs that a container made; undefined where it made none. */
export async function ownerOfFile(
  writableDir: string,
): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  const status = await lstat(join(writableDir, FILE_NAME)).catch(() => undefined)
  return status?.isFile() ? { uid: status.uid, gid: status.gid } : undefined
}

/** Removes what proofs of this user have left that were killed. */
export async function removeOldProofDirs(parentDir = tmpdir()): Promise<void> {
  const names = await readdir(parentDir).catch(() => [])
  for (const name of names.filter((one) => one.startsWith(PREFIX))) {
    const path = join(parentDir, name)
    const status = await lstat(path).catch(() => undefined)
    if (status?.isDirectory() && status.uid === process.getuid?.()) {
      await rm(path, { recursive: true, force: true })
    }
  }
}
