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
  readonly readStatus: (pid: number) => ProcStatus | undefined
  readonly readArguments: (pid: number) => readonly string[]
  /** The Docker container that the process belongs to, where it belongs to one. */
  readonly readContainerId: (pid: number) => string | undefined
  readonly readIdMap: (pid: number, kind: IdKind) => readonly IdMapping[] | undefined
  /** Calls `visit` for each process, letting other work in between: a machine may have tens of thousands. */
  readonly visitProcesses: (visit: (pid: number) => void) => Promise<void>
}

export function createProcReader(procDir = '/proc'): ProcReader {
  const read = (pid: number, name: string) => readProcFile(`${procDir}/${pid}/${name}`)
  return {
    readStatus(pid) {
      const text = read(pid, 'status')
      return text === undefined ? undefined : parseProcStatus(text)
    },
    readArguments: (pid) => parseCmdline(read(pid, 'cmdline') ?? ''),
    readContainerId: (pid) => containerIdFromCgroup(read(pid, 'cgroup') ?? ''),
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

/** The first 64 KiB of a file in /proc; undefined when the process is gone or the file may not be read. */
function readProcFile(path: string): string | undefined {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    let length = 0
    while (length < buffer.length) {
      const count = readSync(file, buffer, length, buffer.length - length, null)
      if (count === 0) break
      length += count
    }
    return buffer.toString('utf8', 0, length)
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
