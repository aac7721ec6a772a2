import { readFileSync, readdirSync } from 'node:fs'

/**
 * Ends the password dialogs that this process asked for and that are still open: none shall outlive the window that it
 * belongs to. pkexec listens to its user only until the password was given; what it then runs as root goes on.
 */
export function endPrompts(procDir = '/proc'): void {
  for (const { pid } of descendantsOf(process.pid, readProcesses(procDir))) {
    try {
      process.kill(pid, 'SIGTERM')
    } catch {
      // It is root's by now, or has ended.
    }
  }
}

type Process = { readonly pid: number; readonly parent: number; readonly name: string }

function descendantsOf(pid: number, processes: readonly Process[]): readonly Process[] {
  return processes
    .filter(({ parent }) => parent === pid)
    .flatMap((child) => (child.name === 'pkexec' ? [child] : descendantsOf(child.pid, processes)))
}

function readProcesses(procDir: string): readonly Process[] {
  return readdirSync(procDir).flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    try {
      // The program's name may hold anything but ends at the last bracket (proc_pid_stat(5)).
      const stat = readFileSync(`${procDir}/${entry}/stat`, 'utf8')
      const nameEnd = stat.lastIndexOf(')')
      const parent = Number(stat.slice(nameEnd + 2).split(' ')[1])
      return [{ pid: Number(entry), parent, name: stat.slice(stat.indexOf('(') + 1, nameEnd) }]
    } catch {
      // It has ended meanwhile.
      return []
    }
  })
}
