import { readFileSync } from 'node:fs'
import type { ContainerProcess, IdPair, ProcessSnapshot } from '#domain/container-process.ts'
import type { IdMapping } from '#domain/id-mapping.ts'
import { isInitialMapping, toContainerId } from '#domain/id-mapping.ts'
import type { ContainerNames, ContainerNamesCache, IdNames } from './container-names.ts'
import { toIdNames } from './container-names.ts'
import type { ProcReader } from './proc-reader.ts'
import { createProcReader } from './proc-reader.ts'

/**
 * Reads the processes of all containers from /proc, those of `docker exec` included. Needs no access to Docker: names
 * come from `containerNames` as far as it has them, and a reading never waits for it.
 */
export async function readContainerProcesses(
  containerNames: ContainerNamesCache,
  proc: ProcReader = createProcReader(),
): Promise<ProcessSnapshot> {
  const start = performance.now()
  const hostNames = readHostNames()
  const processes: ContainerProcess[] = []
  await proc.visitProcesses((pid) => {
    const containerId = proc.readContainerId(pid)
    if (containerId === undefined) return
    const process = readContainerProcess(proc, pid, containerId, hostNames, containerNames)
    if (process !== undefined) processes.push(process)
  })
  containerNames.keepOnly(new Set(processes.map((process) => process.containerId)))
  return { at: Date.now(), processes, readMs: performance.now() - start }
}

/** undefined when the process ended while it was read. */
function readContainerProcess(
  proc: ProcReader,
  pid: number,
  containerId: string,
  hostNames: IdNames,
  containerNames: ContainerNamesCache,
): ContainerProcess | undefined {
  const status = proc.readStatus(pid)
  const uidMappings = proc.readIdMap(pid, 'uid')
  const gidMappings = proc.readIdMap(pid, 'gid')
  if (!status || !uidMappings || !gidMappings) return undefined
  const argv = proc.readArguments(pid)
  const names = containerNames.namesOf(containerId)
  return {
    containerId,
    containerName: names?.name,
    pid: { host: pid, container: status.namespacePids.at(-1) ?? pid },
    uid: toIdPair('uid', status.uid, uidMappings, hostNames, names),
    gid: toIdPair('gid', status.gid, gidMappings, hostNames, names),
    // As ps(1) shows a process without arguments.
    command: argv.length > 0 ? argv.join(' ') : `[${status.name}]`,
    uidMappings,
    hostUserNamespace: isInitialMapping(uidMappings),
  }
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

function readHostNames(): IdNames {
  return toIdNames(readTextIfPossible('/etc/passwd'), readTextIfPossible('/etc/group'))
}

function readTextIfPossible(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
