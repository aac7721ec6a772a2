import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import type { ProcStatus } from '#domain/proc-files.ts'
import { containerIdFromCgroup, parseCmdline, parseProcStatus } from '#domain/proc-files.ts'

/*
 * Files of /proc are read synchronously: the kernel makes them on the spot, so one read takes some 10 µs, a tenth of
 * what a round trip through Node's thread pool takes. Longer loops over processes pause with `pauseBetweenBatches`.
 *
 * What an unprivileged user may read of other users' processes (seen on Linux 6.18, and so in fs/proc/base.c): cgroup,
 * status, cmdline, comm, uid_map and gid_map, also of remapped and of nondumpable processes; not the links in ns/.
 * Under `hidepid` (proc(5)) other users' processes cannot be seen at all; they are then left out here.
 */

const MAX_PROC_FILE_BYTES = 64 * 1024
const PROCESSES_PER_BATCH = 200

const buffer = Buffer.allocUnsafe(MAX_PROC_FILE_BYTES)

/** The first 64 KiB of a file in /proc; undefined when the process is gone or the file may not be read. */
export function readProcFile(path: string): string | undefined {
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

export function listPids(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map(Number)
}

export function readStatus(pid: number): ProcStatus | undefined {
  const text = readProcFile(`/proc/${pid}/status`)
  return text === undefined ? undefined : parseProcStatus(text)
}

export function readArguments(pid: number): readonly string[] {
  return parseCmdline(readProcFile(`/proc/${pid}/cmdline`) ?? '')
}

/** The Docker container that a process belongs to, where it belongs to one. */
export function readContainerId(pid: number): string | undefined {
  return containerIdFromCgroup(readProcFile(`/proc/${pid}/cgroup`) ?? '')
}

/** Calls `visit` for each process, letting other work in between: a machine may have tens of thousands. */
export async function visitProcesses(visit: (pid: number) => void): Promise<void> {
  for (const [index, pid] of listPids().entries()) {
    if (index > 0 && index % PROCESSES_PER_BATCH === 0) await pauseBetweenBatches()
    visit(pid)
  }
}

function pauseBetweenBatches(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
