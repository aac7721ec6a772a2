import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Who does a run, as progress.sh notes it: a line of `process` or `processes`. */
export type RunProcess = {
  readonly pid: string
  /** Field 22 of stat (proc(5)): numbers are used again, but not with the same start. */
  readonly start: string
  /** Of the boot (random(4)). */
  readonly bootId: string
  readonly loginUid: string
}

/** `unknown`: other users' processes are hidden on this machine. */
export type ProcessState = 'running' | 'gone' | 'unknown'

/** Those that did a run, one after the other. */
export function parseRunProcesses(text: string): readonly RunProcess[] {
  return text.split('\n').flatMap((line) => {
    const [pid = '', start = '', bootId = '', loginUid = ''] = line.split(' ')
    return /^[1-9][0-9]{0,9}$/.test(pid) ? [{ pid, start, bootId, loginUid }] : []
  })
}

/**
 * Whether the process is still there. Under `hidepid` (proc(5)) no process of root's can be seen, not even the first
 * one: then nothing follows from not seeing it.
 */
export async function stateOfProcess(
  { pid, start, bootId }: RunProcess,
  procDir = '/proc',
): Promise<ProcessState> {
  const [stat, first, boot] = await Promise.all(
    [`${pid}/stat`, '1/stat', 'sys/kernel/random/boot_id'].map((name) =>
      readFile(join(procDir, name), 'utf8').catch(() => undefined),
    ),
  )
  if (boot !== undefined && boot.trim() !== bootId) return 'gone'
  if (stat === undefined) return first === undefined ? 'unknown' : 'gone'
  // The program's name, the second field, may hold anything but ends at the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // What is dead may wait for its parent to take notice.
  const isDead = fields[0] === 'Z' || fields[0] === 'X'
  return fields[19] === start && !isDead ? 'running' : 'gone'
}

/** The UID of whoever logged in; 4294967295 stands for nobody (proc_pid_loginuid(5)). */
export function loginUidOf({ loginUid }: RunProcess): number | undefined {
  const uid = Number(loginUid)
  return /^[0-9]{1,10}$/.test(loginUid) && uid < 4294967295 ? uid : undefined
}
