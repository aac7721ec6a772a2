import { readdirSync } from 'node:fs'
import type { ProcStatus } from '#domain/proc-files.ts'
import { createProcReader } from './proc-reader.ts'

/**
 * Ends the password dialogs that this process asked for and that are still open: none shall outlive the window that it
 * belongs to. pkexec listens to its user only until the password was given; what it then runs as root goes on.
 */
export function endPrompts(procDir = '/proc'): void {
  for (const pid of promptsOf(process.pid, readProcesses(procDir))) {
    try {
      process.kill(pid, 'SIGTERM')
    } catch {
      // It is root's by now, or has ended.
    }
  }
}

type Processes = ReadonlyMap<number, ProcStatus>

function promptsOf(parent: number, processes: Processes): readonly number[] {
  return [...processes]
    .filter(([, { parentPid }]) => parentPid === parent)
    .flatMap(([pid, { name }]) => (name === 'pkexec' ? [pid] : promptsOf(pid, processes)))
}

/** Read at once and not in batches: the application is about to end. */
function readProcesses(procDir: string): Processes {
  const proc = createProcReader(procDir)
  const pids = readdirSync(procDir).map(Number).filter(Number.isInteger)
  return new Map(
    pids.flatMap((pid) => {
      const status = proc.readStatus(pid)
      return status ? [[pid, status] as const] : []
    }),
  )
}
