import { reportsRemapping } from './docker-api.ts'
import {
  parseGroup,
  parseLoginDefs,
  parseNsswitch,
  parsePasswd,
  parseSubidService,
} from './account-files.ts'
import { readDockerConfiguration } from './configuration/docker-configuration.ts'
import { findRemapFlagDrop } from './configuration/remap-flag-drop.ts'
import { parseDaemonConfig } from './daemon-config.ts'
import { detectEngine, rootDaemonsOf } from './docker-engine.ts'
import { isOlderThan } from './docker-version.ts'
import { parseDockerdArguments } from './dockerd-arguments.ts'
import type { FileState, HostSnapshot, MachineSnapshot } from './host-snapshot.ts'
import { collectIdOwners } from './id-owners.ts'
import type { KernelFacts } from './kernel/kernel-facts.ts'
import { kernelFacts } from './kernel/kernel-facts.ts'
import { kubernetesFacts } from './kernel/kubernetes.ts'
import { parseOsRelease } from './os-release.ts'
import { parseSambaConfig } from './samba-config.ts'
import { isStartedByService } from './service-marks.ts'
import { parseSubordinateFile } from './subordinate-file.ts'
import type {
  HostFacts,
  UnusableReason,
  DockerFacts,
  SubordinateFileFacts,
  DaemonConfigFacts,
} from './host-facts.ts'

/** Concludes the facts from what was read. Files that are absent or unreadable count as empty; the facts say so. */
export function parseHostFacts(snapshot: HostSnapshot): HostFacts {
  const { files, machine, user } = snapshot
  const accounts = parsePasswd(textOf(files.passwd))
  const groups = parseGroup(textOf(files.group))
  const loginDefs = parseLoginDefs(textOf(files.loginDefs))
  const subuid = subordinateFacts('/etc/subuid', files.subuid)
  const subgid = subordinateFacts('/etc/subgid', files.subgid)
  const nsswitchText = textOf(files.nsswitch)
  const nameServices = {
    passwd: unique([
      ...parseNsswitch(nsswitchText, 'passwd'),
      ...parseNsswitch(nsswitchText, 'group'),
    ]),
    subid: parseSubidService(nsswitchText),
  }
  return {
    access: snapshot.access,
    machine: {
      os: parseOsRelease(textOf(machine.osRelease)),
      kernelRelease: machine.kernelRelease,
      serviceManager: serviceManagerOf(machine),
      insideContainer: outerManagerOf(snapshot),
    },
    kernel: readKernelFacts(snapshot),
    kubernetes: kubernetesFacts(machine.kernel, snapshot.docker.containers),
    user,
    pkexecPath: snapshot.elevation.pkexecPath,
    docker: dockerFacts(snapshot),
    accounts,
    groups,
    subuid,
    subgid,
    otherFiles: files.otherFiles ?? {},
    unusableFiles: unusableFiles(snapshot),
    daemonConfig: {
      path: snapshot.docker.daemonConfigPath,
      file: files.daemonConfig,
      state: daemonConfigState(files.daemonConfig, snapshot.docker.info?.serverVersion),
    },
    allocation: loginDefs.subordinate,
    systemIds: loginDefs.systemIds,
    nameServices,
    idOwners: collectIdOwners({
      accounts,
      groups,
      user,
      subuid: subuid.ranges,
      subgid: subgid.ranges,
      allocation: loginDefs.subordinate,
      userIds: loginDefs.userIds,
      nameServices: nameServices.passwd,
      samba: parseSambaConfig(textOf(files.smbConf)),
      homedUsers: snapshot.homedUsers ?? [],
      nspawnMachines: snapshot.nspawnMachines,
      runningIds: snapshot.runningIds,
      mappedRanges: snapshot.mappedRanges ?? { uid: [], gid: [] },
    }),
  }
}

function dockerFacts(snapshot: HostSnapshot): DockerFacts {
  const { docker } = snapshot
  const rootDaemons = rootDaemonsOf(snapshot)
  const daemon = rootDaemons.find(({ pid }) => pid === docker.unit?.mainPid) ?? rootDaemons[0]
  const argv = daemon?.argv ?? []
  const flags = parseDockerdArguments(argv)
  const manager = serviceManagerOf(snapshot.machine)
  return {
    ...detectEngine(snapshot),
    version: docker.info?.serverVersion,
    api: apiOf(docker.socket.state),
    socketPath: docker.socket.path,
    remapped: docker.info && reportsRemapping(docker.info),
    dataRoot: docker.info?.dataRoot ?? flags.dataRoot,
    storageDriver: docker.info?.storageDriver,
    liveRestore: docker.info?.liveRestoreEnabled ?? false,
    swarmActive: docker.info?.swarmActive ?? false,
    runByUnit:
      manager === 'systemd'
        ? docker.unit?.loadState === 'loaded' &&
          docker.unit.mainPid > 0 &&
          (daemon === undefined || docker.unit.mainPid === daemon.pid)
        : isStartedByService(
            manager,
            docker.configuration?.script !== undefined,
            docker.serviceMarks,
            daemon,
          ),
    unitName: docker.unit?.name ?? 'docker.service',
    unitFiles: docker.unit ? [docker.unit.fragmentPath, ...docker.unit.dropInPaths] : [],
    daemonArguments: argv,
    rootDaemons: rootDaemons.map(({ argv }) => argv.join(' ')),
    usernsRemapFlag: flags.usernsRemap,
    configuration: readDockerConfiguration(docker.configuration, manager, argv),
    remapFlagDrop: findRemapFlagDrop(
      docker.configuration,
      manager,
      argv,
      snapshot.files.otherFiles ?? {},
    ),
    containers: docker.containers,
    volumes: docker.volumes,
    firstProcesses: docker.firstProcesses ?? [],
    pathReadings: docker.pathReadings ?? [],
    runcVersion: docker.info?.runcVersion,
    imageCount: docker.imageCount,
    closedDataRootParents: docker.closedDataRootParents,
    apiClient: docker.cli ? 'docker' : docker.curlPath === undefined ? 'none' : 'curl',
  }
}

function apiOf(state: HostSnapshot['docker']['socket']['state']): DockerFacts['api'] {
  return state === 'absent' ? 'no-answer' : state
}

function subordinateFacts(path: string, file: FileState): SubordinateFileFacts {
  return { path, file, ...parseSubordinateFile(textOf(file)) }
}

function daemonConfigState(
  file: FileState,
  version: string | undefined,
): DaemonConfigFacts['state'] {
  if (file.kind === 'absent') return { kind: 'absent' }
  if (file.kind === 'unreadable') return { kind: 'unreadable', reason: file.reason }
  const parsed = parseDaemonConfig(file.text)
  if (!parsed.ok) return { kind: 'invalid', ...parsed.error }
  const { byteOrderMark, usernsRemap, containerdSnapshotter, storageDriver, keys } = parsed.value
  if (byteOrderMark && version !== undefined && isOlderThan(version, 23)) {
    return { kind: 'invalid', line: 1, column: 1, reason: 'byte-order-mark' }
  }
  return { kind: 'valid', usernsRemap, containerdSnapshotter, storageDriver, keys }
}

/** Without access to them, passwd and group say nothing about who owns IDs; the others may be absent. */
function unusableFiles({ files, docker }: HostSnapshot): HostFacts['unusableFiles'] {
  const needed = [
    ['/etc/passwd', files.passwd],
    ['/etc/group', files.group],
    ['/etc/subuid', files.subuid],
    ['/etc/subgid', files.subgid],
    [docker.daemonConfigPath, files.daemonConfig],
  ] as const
  return needed.flatMap(([path, file]) => {
    const reason = unusableReason(file, path === '/etc/passwd' || path === '/etc/group')
    return reason ? [{ path, reason }] : []
  })
}

function unusableReason(file: FileState, mustExist: boolean): UnusableReason | undefined {
  if (file.kind === 'unreadable') return file.reason
  return file.kind === 'absent' && mustExist ? 'absent' : undefined
}

/** sd_booted(3) for systemd; the others by their first process, and busybox' init by the distribution. */
function serviceManagerOf(machine: MachineSnapshot): HostFacts['machine']['serviceManager'] {
  if (machine.systemdBooted) return 'systemd'
  const { initCommand } = machine
  if (initCommand.startsWith('openrc')) return 'openrc'
  if (initCommand.startsWith('runit')) return 'runit'
  if (initCommand !== 'init') return 'unknown'
  const { id } = parseOsRelease(textOf(machine.osRelease))
  return id === 'alpine' || id === 'gentoo' ? 'openrc' : 'sysvinit'
}

function outerManagerOf({ machine, user }: HostSnapshot): string | undefined {
  if (machine.containerMarkers.includes('/.dockerenv')) return 'docker'
  if (machine.containerMarkers.includes('/run/.containerenv')) return 'podman'
  if (machine.containerManager) return machine.containerManager
  const isWsl =
    user.environment.WSL_DISTRO_NAME !== undefined || /microsoft/i.test(machine.procVersion)
  return isWsl ? 'wsl' : undefined
}

function readKernelFacts(snapshot: HostSnapshot): KernelFacts {
  const { machine, files } = snapshot
  const os = parseOsRelease(textOf(machine.osRelease))
  return kernelFacts({
    release: machine.kernelRelease,
    hasUserNamespaces: machine.hasUserNamespaces,
    maxUserNamespaces: machine.maxUserNamespaces,
    insideContainer: outerManagerOf(snapshot),
    usesSystemd: machine.systemdBooted,
    osId: os.id,
    osVersion: os.versionId ?? '',
    otherFiles: files.otherFiles ?? {},
    kernel: machine.kernel,
  })
}

function textOf(file: FileState | undefined): string {
  return file?.kind === 'text' ? file.text : ''
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}
