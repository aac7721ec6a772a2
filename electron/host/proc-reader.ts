import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import type { IdMapping } from '#domain/id-mapping.ts'
import { parseIdMap } from '#domain/id-mapping.ts'
import type { IdKind } from '#domain/id-range.ts'
import type { ProcStatus } from '#domain/proc-files.ts'
import { containerIdFromCgroup, parseCmdline, parseProcStatus } from '#domain/proc-files.ts'

/*
 * Files of /proc are read synchronously: the kernel makes them on the spot, so one read takes some 10 µs, a tenth of
 * what a round trip through Node's thread pool takes. Long loops over processes pause now and then.
 *
 * What an unprivileged user may read of other users' processes (seen on Linux 6.18, and so in fs/proc/base.c): cgroup,
 * status, cmdline, comm, uid_map and gid_map, also of remapped and of nondumpable processes; not the links in ns/.
 * Under `hidepid` (proc(5)) other users' processes cannot be seen at all; they are then left out here.
 */

const MAX_PROC_FILE_BYTES = 64 * 1024
const PROCESSES_PER_BATCH = 200

const buffer = Buffer.allocUnsafe(MAX_PROC_FILE_BYTES)

/** Processes as a proc(5) file system tells them. What cannot be read is undefined or empty. */
export type ProcReader = {
  /** `before`, from a reading before, comes back as the same object where the file still says the same. */
  readonly readStatus: (pid: number, before?: ProcStatus) => ProcStatus | undefined
  readonly readArguments: (pid: number) => readonly string[]
  /** The container that the process belongs to, where it belongs to one. */
  readonly readContainerId: (pid: number) => string | undefined
  readonly readIdMap: (pid: number, kind: IdKind) => readonly IdMapping[] | undefined
  /** Calls `visit` for each process, letting other work in between: a machine may have tens of thousands. */
  readonly visitProcesses: (visit: (pid: number) => void) => Promise<void>
}

/** `containerIdOf` tells from a process' cgroup file which container it belongs to. */
export function createProcReader(
  procDir = '/proc',
  containerIdOf = containerIdFromCgroup,
): ProcReader {
  const read = (pid: number, name: string) =>
    readProcFile(`${procDir}/${pid}/${name}`)?.toString('utf8')
  /** What each status was made from: where that is still there, it need not be made again. */
  const sources = new WeakMap<ProcStatus, StatusSource>()
  return {
    readStatus(pid, before) {
      const bytes = readProcFile(`${procDir}/${pid}/status`, true)
      if (bytes === undefined) return undefined
      const source = before && sources.get(before)
      if (source && isFrom(bytes, source)) return before
      const status = parseProcStatus(bytes.toString('utf8'))
      const made = sourceOf(bytes)
      if (status && made) sources.set(status, made)
      return status
    },
    readArguments: (pid) => parseCmdline(read(pid, 'cmdline') ?? ''),
    readContainerId: (pid) => containerIdOf(read(pid, 'cgroup') ?? ''),
    readIdMap(pid, kind) {
      const text = read(pid, `${kind}_map`)
      return text === undefined ? undefined : parseIdMap(text)
    },
    async visitProcesses(visit) {
      const names = readdirSync(procDir).filter((name) => /^[1-9]\d*$/.test(name))
      for (const [index, name] of names.entries()) {
        if (index > 0 && index % PROCESSES_PER_BATCH === 0) await pauseBetweenBatches()
        visit(Number(name))
      }
    },
  }
}

/** The parts of a status that are looked at. Between them is what changes all the time: memory, threads, signals. */
type StatusSource = { readonly head: Uint8Array; readonly capabilities: Uint8Array }

function sourceOf(bytes: Buffer): StatusSource | undefined {
  const headEnd = bytes.indexOf('\nVmPeak:')
  const start = bytes.indexOf('\nCapEff:', headEnd)
  const end = bytes.indexOf('\n', start + 1)
  if (headEnd < 0 || start < 0 || end < 0) return undefined
  return {
    // With the line feed after it, so that a longer last line is another one.
    head: Uint8Array.from(bytes.subarray(0, headEnd + 1)),
    capabilities: Uint8Array.from(bytes.subarray(start, end + 1)),
  }
}

function isFrom(bytes: Buffer, { head, capabilities }: StatusSource): boolean {
  return (
    bytes.subarray(0, head.length).equals(head) && bytes.indexOf(capabilities, head.length - 1) >= 0
  )
}

/**
 * The first 64 KiB of a file in /proc, there until the next one is read; undefined when the process is gone or the file may
 * not be read. What the kernel makes in one piece (`status`) comes with the first read, and is not asked for its end.
 */
function readProcFile(path: string, isOnePiece = false): Buffer | undefined {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    let length = 0
    while (length < buffer.length) {
      const count = readSync(file, buffer, length, buffer.length - length, null)
      length += count
      if (count === 0 || isOnePiece) break
    }
    return buffer.subarray(0, length)
  } catch {
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function pauseBetweenBatches(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
