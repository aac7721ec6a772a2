/** What proc_pid_status(5) says about a process. IDs are the effective ones, as ps(1) shows them. */
export type ProcStatus = {
  readonly name: string
  /** One letter: R, S, D, Z, T… */
  readonly state: string
  readonly uid: number
  readonly gid: number
  /** Its PID in each nested PID namespace, ours first. Just its PID where the kernel (before 4.1) has no NSpid. */
  readonly namespacePids: readonly number[]
  readonly parentPid?: number
  /** The effective set as the kernel writes it: hexadecimal, the lowest bit is capability 0. */
  readonly effectiveCapabilities?: string
}

/**
 * /proc/<pid>/status; undefined when it is not one (the process ended while it was read). Looks only for the lines that
 * it needs: a thousand processes are read every second.
 */
export function parseProcStatus(text: string): ProcStatus | undefined {
  const name = text.startsWith(NAME) ? lineFrom(text, NAME.length) : undefined
  const state = fieldOf(text, 'State')?.charAt(0)
  const uid = numbersIn(fieldOf(text, 'Uid'))[1]
  const gid = numbersIn(fieldOf(text, 'Gid'))[1]
  if (name === undefined || state === undefined || uid === undefined || gid === undefined) {
    return undefined
  }
  const namespacePids = numbersIn(fieldOf(text, 'NSpid'))
  const [parentPid] = numbersIn(fieldOf(text, 'PPid'))
  const effectiveCapabilities = fieldOf(text, 'CapEff')
  return {
    // The kernel writes a line feed in a name as `\n` and a backslash as `\\`.
    name: name.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    state,
    uid,
    gid,
    namespacePids: namespacePids.length > 0 ? namespacePids : numbersIn(fieldOf(text, 'Pid')),
    ...(parentPid === undefined ? {} : { parentPid }),
    ...(effectiveCapabilities === undefined ? {} : { effectiveCapabilities }),
  }
}

const NAME = 'Name:\t'

/** What stands after `\n<name>:\t`. */
function fieldOf(text: string, name: string): string | undefined {
  const start = text.indexOf(`\n${name}:\t`)
  return start < 0 ? undefined : lineFrom(text, start + name.length + 3)
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, end < 0 ? undefined : end)
}

function numbersIn(field: string | undefined): readonly number[] {
  return (field?.match(/\d+/g) ?? []).map(Number)
}

/** /proc/<pid>/cmdline: arguments that each end in NUL. Empty for a kernel thread or a zombie. */
export function parseCmdline(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\0$/, '').split('\0')
}

/**
 * The Docker container that /proc/<pid>/cgroup names: `docker-<id>.scope` (systemd driver) or `/docker/<id>` (cgroupfs
 * driver), cgroup v1 or v2, anywhere in the path. For a container in a container, the outer one: that is the one this
 * machine's Docker knows. undefined for processes of the host and of other engines.
 */
export function containerIdFromCgroup(text: string): string | undefined {
  const match = /\/docker[-/](?<id>[0-9a-f]{64})(?:\.scope)?(?:\/|$)/m.exec(text)
  return match?.groups?.['id']
}
