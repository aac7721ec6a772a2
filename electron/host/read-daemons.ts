import { dirname } from 'node:path'
import { isDaemonCommand } from '#domain/configuration/dockerd-flags.ts'
import type { DaemonProcess, DockerUnit, HostSnapshot } from '#domain/host-snapshot.ts'
import type { MachineFiles } from './machine-files.ts'
import { realFiles } from './machine-files.ts'
import type { RunProcess } from './process-runner.ts'
import type { ProcReader } from './proc-reader.ts'

export type ProcessFacts = {
  readonly daemons: readonly DaemonProcess[]
  readonly runningIds: HostSnapshot['runningIds']
}

const FIRST_FOREIGN_ID = 65536

/** One pass over /proc for what the check wants of it: dockerd processes, and high IDs in use outside containers. */
export async function readProcessFacts(proc: ProcReader): Promise<ProcessFacts> {
  const daemons: DaemonProcess[] = []
  const uids = new Set<number>()
  const gids = new Set<number>()
  await proc.visitProcesses((pid) => {
    const status = proc.readStatus(pid)
    if (status === undefined) return
    const isDaemon =
      status.name === 'dockerd' ||
      // The client's own daemon, up to Docker 1.12.
      (status.name === 'docker' && isDaemonCommand(proc.readArguments(pid)))
    const isForeign = status.uid >= FIRST_FOREIGN_ID || status.gid >= FIRST_FOREIGN_ID
    if (!isDaemon && !isForeign) return
    const inDockerContainer = proc.readContainerId(pid) !== undefined
    if (isDaemon) {
      daemons.push({
        pid,
        uid: status.uid,
        argv: proc.readArguments(pid),
        // A PID in a nested namespace: the link ns/pid itself is for its owner's eyes only.
        inContainer: inDockerContainer || status.namespacePids.length > 1,
      })
    }
    if (inDockerContainer) return
    if (status.uid >= FIRST_FOREIGN_ID) uids.add(status.uid)
    if (status.gid >= FIRST_FOREIGN_ID) gids.add(status.gid)
  })
  return { daemons, runningIds: { uid: sorted(uids), gid: sorted(gids) } }
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
    { timeoutMs: 3000, maxOutputBytes: 64 * 1024 },
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
