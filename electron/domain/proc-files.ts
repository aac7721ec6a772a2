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
}

/** /proc/<pid>/status; undefined when it is not one (the process ended while it was read). */
export function parseProcStatus(text: string): ProcStatus | undefined {
  const fields = new Map(
    text.split('\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
    }),
  )
  const numbers = (name: string) => (fields.get(name)?.match(/\d+/g) ?? []).map(Number)
  const name = fields.get('Name')
  const state = fields.get('State')?.charAt(0)
  const uid = numbers('Uid')[1]
  const gid = numbers('Gid')[1]
  if (name === undefined || state === undefined || uid === undefined || gid === undefined) {
    return undefined
  }
  const namespacePids = numbers('NSpid')
  const [parentPid] = numbers('PPid')
  return {
    // The kernel writes a line feed in a name as `\n` and a backslash as `\\`.
    name: name.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    state,
    uid,
    gid,
    namespacePids: namespacePids.length > 0 ? namespacePids : numbers('Pid'),
    ...(parentPid === undefined ? {} : { parentPid }),
  }
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
