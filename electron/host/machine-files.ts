import { constants } from 'node:fs'
import { access, lstat, open, opendir, readdir, readlink, realpath, stat } from 'node:fs/promises'
import type { Stats } from 'node:fs'
import type { Inode, InodeKind } from '#domain/containers/path-reading.ts'
import type { FileState } from '#domain/host-snapshot.ts'
import { readEditableFile, readReferenceFile } from './file-reader.ts'

/**
 * The files of a machine as the reading looks at them: this machine's, or those of a machine that exists as a tree
 * (electron/simulated). Paths are absolute. Nothing here writes.
 */
export type MachineFiles = {
  /** A file that may be edited later; a symbolic link is no such file. */
  readonly readEditable: (path: string) => Promise<FileState>
  /** A file that is only ever read, wherever its links lead. */
  readonly readReference: (path: string) => Promise<FileState>
  /** The first bytes of a file of any size; undefined where it cannot be read. */
  readonly readStart: (path: string, maxBytes: number) => Promise<Uint8Array | undefined>
  /** What a path leads to, following links; `file` is anything that is neither of the others. */
  readonly kindOf: (path: string) => Promise<'directory' | 'socket' | 'file' | undefined>
  /** Names in a directory; empty where it may not be listed. */
  readonly list: (path: string) => Promise<readonly string[]>
  /** Where a path leads; the path itself where that cannot be found out. */
  readonly realPath: (path: string) => Promise<string>
  readonly isExecutable: (path: string) => Promise<boolean>
  /** Permission bits of what a path leads to; undefined where it may not be looked at. */
  readonly modeOf: (path: string) => Promise<number | undefined>
  /** What a path itself is; a link is not followed. */
  readonly entryOf: (path: string) => Promise<FileEntry | 'absent' | 'denied'>
  /** At most so many names in a directory, in no order; undefined where it may not be listed. */
  readonly listSome: (path: string, count: number) => Promise<readonly string[] | undefined>
}

export type FileEntry = Omit<Inode, 'aclText'> & {
  /** Where a link leads, as it is written. */
  readonly target: string | undefined
}

export const realFiles: MachineFiles = {
  readEditable: readEditableFile,
  readReference: readReferenceFile,
  readStart,
  async kindOf(path) {
    const status = await statusOf(path)
    if (status === undefined) return undefined
    if (status.isDirectory()) return 'directory'
    return status.isSocket() ? 'socket' : 'file'
  },
  list: (path) => readdir(path).catch(() => []),
  realPath: (path) => realpath(path).catch(() => path),
  isExecutable: (path) =>
    access(path, constants.X_OK).then(
      () => true,
      () => false,
    ),
  async modeOf(path) {
    const status = await statusOf(path)
    return status && status.mode & 0o7777
  },
  entryOf,
  listSome,
}

async function entryOf(path: string): Promise<FileEntry | 'absent' | 'denied'> {
  try {
    const status = await lstat(path)
    const kind = kindOfStatus(status)
    return {
      kind,
      uid: status.uid,
      gid: status.gid,
      mode: status.mode & 0o7777,
      target: kind === 'link' ? await readlink(path) : undefined,
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'denied'
  }
}

function kindOfStatus(status: Stats): InodeKind {
  if (status.isDirectory()) return 'directory'
  if (status.isFile()) return 'file'
  if (status.isSymbolicLink()) return 'link'
  if (status.isSocket()) return 'socket'
  return status.isCharacterDevice() || status.isBlockDevice() ? 'device' : 'other'
}

async function listSome(path: string, count: number): Promise<readonly string[] | undefined> {
  try {
    const names: string[] = []
    for await (const { name } of await opendir(path)) {
      names.push(name)
      if (names.length === count) break
    }
    return names
  } catch {
    return undefined
  }
}

function statusOf(path: string) {
  return stat(path).catch(() => undefined)
}

async function readStart(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  try {
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxBytes))
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch {
    return undefined
  }
}
