import { readFileSync } from 'node:fs'
import type { ContainerProcess, IdPair, ProcessSnapshot } from '#domain/container-process.ts'
import type { IdMapping } from '#domain/id-mapping.ts'
import { isInitialMapping, toContainerId } from '#domain/id-mapping.ts'
import type { ProcStatus } from '#domain/proc-files.ts'
import type { ContainerNames, ContainerNamesCache, IdNames } from './container-names.ts'
import { toIdNames } from './container-names.ts'
import type { ProcReader } from './proc-reader.ts'
import { createProcReader } from './proc-reader.ts'

/**
 * What was read of a process stays true until its status shows a change (of an ID, a capability, its name: what exec,
 * setuid and unshare do). What a status does not show (a reused PID, another command line, a process moved to another
 * cgroup) is found out by reading each process as if it were new, every so many readings.
 */
const READINGS_UNTIL_AFRESH = 16

/** A container's first process is seen before runc has moved it into its cgroup: the young are looked at again. */
const READINGS_WHILE_YOUNG = 4

/** Reads all processes again and again, each time at the cost of what has changed. */
export type ProcessWatch = {
  /** An unchanged process is the same object as in the reading before. */
  readonly read: () => Promise<ProcessSnapshot>
}

type Entry = {
  readonly since: number
  /** undefined: a process of the host, or of another engine. */
  readonly seen: Seen | undefined
}

type Seen = {
  readonly status: ProcStatus
  readonly names: ContainerNames | undefined
  readonly hostNames: IdNames
  readonly process: ContainerProcess
}

/**
 * Watches the processes of all containers in /proc, those of `docker exec` included. Needs no access to Docker: names
 * come from `containerNames` as far as it has them, and a reading never waits for it.
 */
export function createProcessWatch(
  containerNames: ContainerNamesCache,
  proc: ProcReader = createProcReader(),
): ProcessWatch {
  const hostNames = createHostNames()
  let entries = new Map<number, Entry>()
  let reading = 0

  async function read(): Promise<ProcessSnapshot> {
    const start = performance.now()
    reading += 1
    const previous = entries
    const current = new Map<number, Entry>()
    const processes: ContainerProcess[] = []
    const look = { host: hostNames.read(), container: namesOfThisReading(containerNames) }
    await proc.visitProcesses((pid) => {
      const entry = readEntry(pid, previous.get(pid), look)
      if (entry === undefined) return
      current.set(pid, entry)
      if (entry.seen) processes.push(entry.seen.process)
    })
    entries = current
    containerNames.keepOnly(new Set(processes.map(({ containerId }) => containerId)))
    return { at: Date.now(), processes, readMs: performance.now() - start }
  }

  /** undefined when the process ended while it was read. */
  function readEntry(pid: number, entry: Entry | undefined, names: Names): Entry | undefined {
    if (entry === undefined || isDue(pid, entry)) {
      const containerId = proc.readContainerId(pid)
      const since = entry?.since ?? reading
      if (containerId === undefined) return { since, seen: undefined }
      const seen = readProcess(proc, pid, containerId, names)
      return seen && { since, seen: keepIfSame(entry?.seen, seen) }
    }
    if (entry.seen === undefined) return entry
    const { containerId } = entry.seen.process
    const status = proc.readStatus(pid, entry.seen.status)
    if (status === undefined) return undefined
    const isSame =
      isSameStatus(status, entry.seen.status) &&
      entry.seen.names === names.container(containerId) &&
      entry.seen.hostNames === names.host
    if (isSame) {
      return status === entry.seen.status ? entry : { ...entry, seen: { ...entry.seen, status } }
    }
    const seen = readProcess(proc, pid, containerId, names)
    return seen && { since: entry.since, seen }
  }

  /** In turns, so that no reading costs much more than another. */
  function isDue(pid: number, { since, seen }: Entry): boolean {
    const isYoung = seen === undefined && reading - since <= READINGS_WHILE_YOUNG
    return isYoung || pid % READINGS_UNTIL_AFRESH === reading % READINGS_UNTIL_AFRESH
  }

  return { read }
}

/** One reading of everything. */
export function readContainerProcesses(
  containerNames: ContainerNamesCache,
  proc?: ProcReader,
): Promise<ProcessSnapshot> {
  return createProcessWatch(containerNames, proc).read()
}

type Names = {
  readonly host: IdNames
  readonly container: (containerId: string) => ContainerNames | undefined
}

/** Each container is asked for once in a reading, however many processes it has. */
function namesOfThisReading(containerNames: ContainerNamesCache): Names['container'] {
  const asked = new Map<string, ContainerNames | undefined>()
  return (containerId) => {
    if (!asked.has(containerId)) asked.set(containerId, containerNames.namesOf(containerId))
    return asked.get(containerId)
  }
}

function isSameStatus(a: ProcStatus, b: ProcStatus): boolean {
  return (
    a === b ||
    (a.uid === b.uid &&
      a.gid === b.gid &&
      a.name === b.name &&
      a.parentPid === b.parentPid &&
      a.effectiveCapabilities === b.effectiveCapabilities &&
      a.namespacePids.join() === b.namespacePids.join())
  )
}

/** undefined when the process ended while it was read. */
function readProcess(
  proc: ProcReader,
  pid: number,
  containerId: string,
  { host, container }: Names,
): Seen | undefined {
  const status = proc.readStatus(pid)
  const uidMappings = proc.readIdMap(pid, 'uid')
  const gidMappings = proc.readIdMap(pid, 'gid')
  if (!status || !uidMappings || !gidMappings) return undefined
  const argv = proc.readArguments(pid)
  const names = container(containerId)
  return {
    status,
    names,
    hostNames: host,
    process: {
      containerId,
      containerName: names?.name,
      pid: { host: pid, container: status.namespacePids.at(-1) ?? pid },
      uid: toIdPair('uid', status.uid, uidMappings, host, names),
      gid: toIdPair('gid', status.gid, gidMappings, host, names),
      // As ps(1) shows a process without arguments.
      command: argv.length > 0 ? argv.join(' ') : `[${status.name}]`,
      uidMappings,
      gidMappings,
      hostUserNamespace: isInitialMapping(uidMappings),
      effectiveCapabilities: status.effectiveCapabilities,
    },
  }
}

/** What was read afresh and shows nothing new stays the object that it was. */
function keepIfSame(before: Seen | undefined, after: Seen): Seen {
  return before && JSON.stringify(before.process) === JSON.stringify(after.process)
    ? { ...after, process: before.process }
    : after
}

function toIdPair(
  kind: 'uid' | 'gid',
  host: number,
  mappings: readonly IdMapping[],
  hostNames: IdNames,
  names: ContainerNames | undefined,
): IdPair {
  const container = toContainerId(mappings, host)
  return {
    host,
    container,
    hostName: hostNames[kind].get(host),
    containerName: nameInside(kind, container, names),
  }
}

function nameInside(
  kind: 'uid' | 'gid',
  id: number | undefined,
  names: ContainerNames | undefined,
): string | undefined {
  if (id === undefined) return undefined
  return id === 0 ? 'root' : names?.inside[kind].get(id)
}

/** Names of the host's users and groups; the same object as long as both files say the same. */
function createHostNames(): { readonly read: () => IdNames } {
  let passwd: string | undefined
  let group: string | undefined
  let names: IdNames = { uid: new Map(), gid: new Map() }
  return {
    read() {
      const nextPasswd = readTextIfPossible('/etc/passwd')
      const nextGroup = readTextIfPossible('/etc/group')
      if (nextPasswd !== passwd || nextGroup !== group) {
        passwd = nextPasswd
        group = nextGroup
        names = toIdNames(passwd, group)
      }
      return names
    },
  }
}

function readTextIfPossible(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
