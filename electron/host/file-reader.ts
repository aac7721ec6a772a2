import { constants } from 'node:fs'
import { lstat, open, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FileState } from '#domain/host-snapshot.ts'

const MAX_FILE_BYTES = 1024 * 1024

/**
 * Reads a file that may be edited later. A symbolic link is followed only within its own directory: replacing a file
 * elsewhere is not what the user reviews.
 */
export function readEditableFile(path: string): Promise<FileState> {
  return readFile(path, async () => {
    const target = await realpath(path)
    return dirname(target) === (await realpath(dirname(path))) ? target : undefined
  })
}

/** Reads a file that is only ever read, wherever its links lead (/etc/os-release is a link on most systems). */
export function readReferenceFile(path: string): Promise<FileState> {
  return readFile(path, () => realpath(path))
}

async function readFile(
  path: string,
  resolve: () => Promise<string | undefined>,
): Promise<FileState> {
  try {
    await lstat(path)
    const target = await resolve()
    return target === undefined
      ? { kind: 'unreadable', reason: 'not-regular' }
      : await readRegularFile(target)
  } catch (error) {
    return stateForError(error)
  }
}

async function readRegularFile(path: string): Promise<FileState> {
  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const status = await handle.stat()
    if (!status.isFile()) return { kind: 'unreadable', reason: 'not-regular' }
    if (status.size > MAX_FILE_BYTES) return { kind: 'unreadable', reason: 'too-large' }
    const bytes = await handle.readFile()
    const text = decodeUtf8(bytes)
    if (text === undefined) return { kind: 'unreadable', reason: 'not-utf8' }
    return { kind: 'text', text, mode: status.mode & 0o7777, uid: status.uid, gid: status.gid }
  } finally {
    await handle.close()
  }
}

function stateForError(error: unknown): FileState {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' }
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'unreadable', reason: 'permission' }
  if (code === 'ELOOP') return { kind: 'unreadable', reason: 'not-regular' }
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
