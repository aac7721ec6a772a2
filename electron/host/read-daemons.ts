import { dirname } from 'node:path'
import { isDaemonCommand } from '#domain/configuration/dockerd-flags.ts'
import type { DaemonProcess, DockerUnit, HostSnapshot } from '#domain/host-snapshot.ts'
import { isInitialMapping } from '#domain/id-mapping.ts'
import type { IdKind, IdRange } from '#domain/id-range.ts'
import type { MachineFiles } from './machine-files.ts'
import { realFiles } from './machine-files.ts'
import type { RunProcess } from './process-runner.ts'
import type { ProcReader } from './proc-reader.ts'

export type ProcessFacts = {
  readonly daemons: readonly DaemonProcess[]
  readonly runningIds: HostSnapshot['runningIds']
  readonly mappedRanges: Readonly<Record<IdKind, readonly IdRange[]>>
}

const FIRST_FOREIGN_ID = 65536

/** One pass over /proc for what the check wants of it: dockerd processes, and high IDs in use or mapped outside containers. */
export async function readProcessFacts(proc: ProcReader): Promise<ProcessFacts> {
  const daemons: DaemonProcess[] = []
  const uids = new Set<number>()
  const gids = new Set<number>()
  const uidRanges = new Map<string, IdRange>()
  const gidRanges = new Map<string, IdRange>()
  await proc.visitProcesses((pid) => {
    const status = proc.readStatus(pid)
    if (status === undefined) return
    const isDaemon =
      status.name === 'dockerd' ||
      // The client's own daemon, up to Docker 1.12.
      (status.name === 'docker' && isDaemonCommand(proc.readArguments(pid)))
    const isForeign = status.uid >= FIRST_FOREIGN_ID || status.gid >= FIRST_FOREIGN_ID
    const mappedUids = foreignRanges(proc, pid, 'uid')
    const mappedGids = foreignRanges(proc, pid, 'gid')
    if (!isDaemon && !isForeign && mappedUids.length + mappedGids.length === 0) return
    const inDockerContainer = proc.readContainerId(pid) !== undefined
    if (isDaemon) {
      daemons.push({
        pid,
        uid: status.uid,
        argv: proc.readArguments(pid),
        // A PID in a nested namespace: the link ns/pid itself is for its owner's eyes only.
        inContainer: inDockerContainer || status.namespacePids.length > 1,
        ...(status.parentPid ? { parent: proc.readArguments(status.parentPid) } : {}),
      })
    }
    // The control group of a process that ended meanwhile tells nothing.
    if (inDockerContainer || proc.readStatus(pid) === undefined) return
    if (status.uid >= FIRST_FOREIGN_ID) uids.add(status.uid)
    if (status.gid >= FIRST_FOREIGN_ID) gids.add(status.gid)
    for (const range of mappedUids) uidRanges.set(`${range.start}:${range.count}`, range)
    for (const range of mappedGids) gidRanges.set(`${range.start}:${range.count}`, range)
  })
  return {
    daemons,
    runningIds: { uid: sorted(uids), gid: sorted(gids) },
    mappedRanges: { uid: sortedRanges(uidRanges), gid: sortedRanges(gidRanges) },
  }
}

/**
 * IDs that the process's user namespace gives to others inside. IDs that are the same inside and outside are not given
 * to anybody (systemd's PrivateUsers=), and a map like that of PID 1 is the machine's own.
 */
function foreignRanges(proc: ProcReader, pid: number, kind: IdKind): readonly IdRange[] {
  const mappings = proc.readIdMap(pid, kind) ?? []
  const isOwn = JSON.stringify(mappings) === JSON.stringify(proc.readIdMap(1, kind))
  if (isOwn || isInitialMapping(mappings)) return []
  return mappings
    .filter(({ containerId, hostId }) => hostId >= FIRST_FOREIGN_ID && hostId !== containerId)
    .map(({ hostId, size }) => ({ start: hostId, count: size }))
}

function sortedRanges(ranges: ReadonlyMap<string, IdRange>): readonly IdRange[] {
  return [...ranges.values()].toSorted((a, b) => a.start - b.start || a.count - b.count)
}

function sorted(ids: ReadonlySet<number>): readonly number[] {
  return [...ids].toSorted((a, b) => a - b)
}

const UNIT_PROPERTIES = 'Id,LoadState,ActiveState,MainPID,FragmentPath,DropInPaths,NeedDaemonReload'

/** docker.service as systemd knows it; undefined when it is not loaded or systemd does not answer. */
export async function readDockerUnit(runProcess: RunProcess): Promise<DockerUnit | undefined> {
  const result = await runProcess(
    'systemctl',
    ['show', 'docker.service', '--no-pager', `--property=${UNIT_PROPERTIES}`],
    { timeoutMs: 10_000, maxOutputBytes: 64 * 1024 },
  )
  if (!result.ok || result.value.exitCode !== 0) return undefined
  return parseUnit(result.value.stdout)
}

function parseUnit(text: string): DockerUnit | undefined {
  const properties = new Map(
    text.split('\n').map((line) => {
      const equals = line.indexOf('=')
      return [line.slice(0, equals), line.slice(equals + 1)] as const
    }),
  )
  const property = (name: string) => properties.get(name) ?? ''
  if (property('LoadState') === '' || property('LoadState') === 'not-found') return undefined
  return {
    name: property('Id'),
    loadState: property('LoadState'),
    activeState: property('ActiveState'),
    mainPid: Number(property('MainPID')),
    fragmentPath: property('FragmentPath'),
    dropInPaths: property('DropInPaths').split(' ').filter(Boolean),
    needsReload: property('NeedDaemonReload') === 'yes',
  }
}

/** The daemon that this machine's own Docker is: the unit's process, else the first one of root outside containers. */
export function chooseMainDaemon(
  daemons: readonly DaemonProcess[],
  unit: DockerUnit | undefined,
): DaemonProcess | undefined {
  const candidates = daemons.filter((daemon) => daemon.uid === 0 && !daemon.inContainer)
  return candidates.find((daemon) => daemon.pid === unit?.mainPid) ?? candidates[0]
}

/**
 * Directories above the data root without o+x, which Docker refuses to remap under (moby setupDaemonRoot). The data
 * root itself is not looked at: Docker opens it to the remapped group on its own.
 */
export async function findClosedParents(
  dataRoot: string,
  files: MachineFiles = realFiles,
): Promise<readonly string[]> {
  const closed: string[] = []
  let directory = await files.realPath(dataRoot)
  while (directory !== dirname(directory)) {
    directory = dirname(directory)
    const mode = await files.modeOf(directory)
    if (mode !== undefined && directory !== '/' && (mode & 0o001) === 0) closed.unshift(directory)
  }
  return closed
}
