import type { FileState, HostFiles, HostSnapshot } from '#domain/host-snapshot.ts'

/**
 * A fresh reading as the user, completed by what only root could read and was read earlier behind a password, so that
 * the user is not asked for it again before every change. Undefined when the earlier reading can no longer stand for
 * this machine: then it has to be looked at again.
 *
 * What makes the older part safe to use:
 * - Everything the user may read is taken from the fresh reading, never from the earlier one.
 * - Docker's replies describe a daemon process. They are kept only while exactly the same daemons run, by process ID and
 *   command line: its data root, storage driver and remapping cannot change without a restart.
 * - The list of containers and images may have aged. It only informs: the script does not depend on it, and the root side
 *   lists the running containers itself.
 * - A file that only root may read may have changed unseen. Its text reaches the script only together with its SHA-256,
 *   and the script stops before its first change when the file differs.
 *
 * After a run nothing of this holds, so the earlier reading must be forgotten then.
 */
export function withRestrictedFacts(
  fresh: HostSnapshot,
  elevated: HostSnapshot,
): HostSnapshot | undefined {
  if (daemonIdentity(fresh) !== daemonIdentity(elevated)) return undefined
  const { socket } = fresh.docker
  const { info, containers, imageCount, closedDataRootParents } = elevated.docker
  const { volumes, firstProcesses, pathReadings } = elevated.docker
  const restricted =
    socket.state === 'permission-denied'
      ? {
          socket: elevated.docker.socket,
          info,
          containers,
          imageCount,
          closedDataRootParents,
          volumes,
          firstProcesses,
          pathReadings,
        }
      : {}
  return {
    ...fresh,
    access: 'elevated',
    files: completeFiles(fresh.files, elevated.files),
    docker: { ...fresh.docker, ...restricted },
    // Container images may lie in a directory that only root may list.
    nspawnMachines: [...new Set([...fresh.nspawnMachines, ...elevated.nspawnMachines])].toSorted(),
  }
}

function daemonIdentity({ docker }: HostSnapshot): string {
  const { daemons, daemonConfigPath, socket, unit } = docker
  return JSON.stringify([daemons, daemonConfigPath, socket.path, unit])
}

function completeFiles(fresh: HostFiles, elevated: HostFiles): HostFiles {
  const { smbConf, otherFiles } = elevated
  return {
    passwd: complete(fresh.passwd, elevated.passwd),
    group: complete(fresh.group, elevated.group),
    subuid: complete(fresh.subuid, elevated.subuid),
    subgid: complete(fresh.subgid, elevated.subgid),
    loginDefs: complete(fresh.loginDefs, elevated.loginDefs),
    nsswitch: complete(fresh.nsswitch, elevated.nsswitch),
    daemonConfig: complete(fresh.daemonConfig, elevated.daemonConfig),
    ...(fresh.smbConf && { smbConf: complete(fresh.smbConf, smbConf ?? fresh.smbConf) }),
    ...(fresh.otherFiles && { otherFiles: completeAll(fresh.otherFiles, otherFiles ?? {}) }),
  }
}

function completeAll(
  fresh: Readonly<Record<string, FileState>>,
  elevated: Readonly<Record<string, FileState>>,
): Readonly<Record<string, FileState>> {
  return Object.fromEntries(
    Object.entries(fresh).map(([path, file]) => [path, complete(file, elevated[path] ?? file)]),
  )
}

function complete(fresh: FileState, elevated: FileState): FileState {
  return fresh.kind === 'unreadable' && fresh.reason === 'permission' ? elevated : fresh
}
