import { readFileSync } from 'node:fs'

/**
 * Ends this process soon after any of the processes it was started through (npm, npx, a shell, tsx, vitest) has died,
 * so that killing the command, however hard, ends everything it began. Machines end with this process (keeper.sh).
 */
export function endWithCommand() {
  const chain: { readonly pid: number; readonly startTime: string }[] = []
  for (let pid = process.ppid; isOurCommand(pid); pid = readProcess(pid)?.parent ?? 0) {
    const startTime = readProcess(pid)?.startTime
    if (startTime !== undefined) chain.push({ pid, startTime })
  }
  setInterval(() => {
    if (chain.every(({ pid, startTime }) => readProcess(pid)?.startTime === startTime)) return
    console.error('The command that this belongs to has ended, so this ends too.')
    process.exit(1)
  }, 500).unref()
}

function isOurCommand(pid: number): boolean {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return /\b(npm|npx|tsx|vitest)\b/.test(commandLine)
  } catch {
    return false
  }
}

/** From /proc/PID/stat (proc_pid_stat(5)); undefined when there is no such process or it is dead. */
function readProcess(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return { parent: Number(fields[1]), startTime: fields[19] }
  } catch {
    return undefined
  }
}
