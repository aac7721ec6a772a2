import type { ContainerProcess } from '../container-process.ts'

/** Root of a remapped container, as whom a test may change it. */
export function aProcess(
  hostPid: number,
  changes: Partial<ContainerProcess> = {},
): ContainerProcess {
  const mapping = { containerId: 0, hostId: 458752, size: 65536 }
  const root = { host: 458752, container: 0, hostName: undefined, containerName: 'root' }
  return {
    containerId: 'c'.repeat(64),
    containerName: 'redis',
    pid: { host: hostPid, container: 1 },
    uid: root,
    gid: root,
    command: 'redis-server *:6379',
    uidMappings: [mapping],
    gidMappings: [mapping],
    hostUserNamespace: false,
    effectiveCapabilities: '00000000a80425fb',
    ...changes,
  }
}
