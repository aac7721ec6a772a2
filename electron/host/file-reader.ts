import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileState } from '#domain/host-snapshot.ts'

const MAX_FILE_BYTES = 1024 * 1024

/** Reads a file that may be edited later; a symbolic link is no such file (transaction.sh never writes through one). */
export function readEditableFile(path: string): Promise<FileState> {
  return readFile(path, constants.O_NOFOLLOW)
}

/** Reads a file that is only ever read, wherever its links lead (/etc/os-release is a link on most systems). */
export function readReferenceFile(path: string): Promise<FileState> {
  return readFile(path, 0)
}

async function readFile(path: string, flags: number): Promise<FileState> {
  try {
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | flags)
    try {
      const status = await handle.stat()
      if (!status.isFile()) return { kind: 'unreadable', reason: 'not-regular' }
      if (status.size > MAX_FILE_BYTES) return { kind: 'unreadable', reason: 'too-large' }
      const text = decodeUtf8(await handle.readFile())
      if (text === undefined) return { kind: 'unreadable', reason: 'not-utf8' }
      return { kind: 'text', text, mode: status.mode & 0o7777, uid: status.uid, gid: status.gid }
    } finally {
      await handle.close()
    }
  } catch (error) {
    return stateForError(error)
  }
}

function stateForError(error: unknown): FileState {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' }
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'unreadable', reason: 'permission' }
  // ENXIO: a socket.
  if (code === 'ELOOP' || code === 'ENXIO') return { kind: 'unreadable', reason: 'not-regular' }
  return { kind: 'unreadable', reason: 'failed' }
}

/** The text that has exactly these bytes, a byte order mark included; undefined when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
