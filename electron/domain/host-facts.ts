import type { Account, Allocation, Group } from './account-files.ts'
import {
  parseGroup,
  parseLoginDefs,
  parseNsswitch,
  parsePasswd,
  parseSubidService,
} from './account-files.ts'
import type { DockerConfiguration } from './configuration/docker-configuration.ts'
import { readDockerConfiguration } from './configuration/docker-configuration.ts'
import type { RemapFlagDrop } from './configuration/remap-flag-drop.ts'
import { findRemapFlagDrop } from './configuration/remap-flag-drop.ts'
import type { DaemonConfigProblemReason } from './daemon-config.ts'
import { parseDaemonConfig } from './daemon-config.ts'
import type { FirstProcess } from './containers/identities.ts'
import type { PathReading } from './containers/path-reading.ts'
import type { Container, Volume } from './docker-api.ts'
import { detectEngine, rootDaemonsOf } from './docker-engine.ts'
import { isOlderThan } from './docker-version.ts'
import { parseDockerdArguments } from './dockerd-arguments.ts'
import type { FileState, HostSnapshot, MachineSnapshot } from './host-snapshot.ts'
import { collectIdOwners } from './id-owners.ts'
import type { IdKind, IdRange } from './id-range.ts'
import type { KernelFacts } from './kernel/kernel-facts.ts'
import { kernelFacts } from './kernel/kernel-facts.ts'
import type { KubernetesFacts } from './kernel/kubernetes.ts'
import { kubernetesFacts } from './kernel/kubernetes.ts'
import type { OsRelease } from './os-release.ts'
import { parseOsRelease } from './os-release.ts'
import { parseSambaConfig } from './samba-config.ts'
import type { SubordinateProblem, SubordinateRange } from './subordinate-file.ts'
import { isStartedByService } from './service-marks.ts'
import { parseSubordinateFile } from './subordinate-file.ts'

/** What a machine is, concluded from a `HostSnapshot`. Everything after this point asks only these facts. */
export type HostFacts = {
  readonly access: 'user' | 'elevated'
  readonly machine: {
    readonly os: OsRelease
    readonly kernelRelease: string
    readonly serviceManager: 'systemd' | 'openrc' | 'runit' | 'sysvinit' | 'unknown'
    /** The container or subsystem this machine itself runs in, where it does: `docker`, `lxc`, `wsl`… */
    readonly insideContainer: string | undefined
  }
  readonly kernel: KernelFacts
  readonly kubernetes: KubernetesFacts
  readonly user: HostSnapshot['user']
  readonly pkexecPath: string | undefined
  readonly docker: DockerFacts
  readonly accounts: readonly Account[]
  readonly groups: readonly Group[]
  readonly subuid: SubordinateFileFacts
  readonly subgid: SubordinateFileFacts
  readonly daemonConfig: DaemonConfigFacts
  /** Other files that a plan may edit, by path. A path that is not there was not read. */
  readonly otherFiles: Readonly<Record<string, FileState>>
  /** Files that Subroot needs but cannot work with as they are; `absent` only for passwd and group. */
  readonly unusableFiles: readonly { readonly path: string; readonly reason: UnusableReason }[]
  /** How useradd hands out subordinate UIDs and GIDs. */
  readonly allocation: Readonly<Record<IdKind, Allocation>>
  /** System accounts: SYS_UID_MIN..SYS_UID_MAX and SYS_GID_MIN..SYS_GID_MAX. */
  readonly systemIds: { readonly uid: IdRange; readonly gid: IdRange }
  /**
   * Services that nsswitch.conf(5) names for `passwd` and `group` (`files`, `sss`, `winbind`, `ldap`…), and the one that
   * shadow asks for subordinate IDs.
   */
  readonly nameServices: { readonly passwd: readonly string[]; readonly subid: string }
  /** Everything that owns or reserves IDs on this machine; what the range allocator and the number line work on. */
  readonly idOwners: readonly IdOwner[]
}

export type UnusableReason = Extract<FileState, { kind: 'unreadable' }>['reason'] | 'absent'

export type DockerFacts = {
  /** Which kind of Docker the user's `docker` command reaches. Only `rootful` can be changed. */
  readonly engine:
    | 'none'
    | 'stopped'
    | 'rootful'
    | 'rootless'
    | 'desktop'
    | 'snap'
    | 'podman'
    | 'remote'
    | 'virtual-machine'
    | 'in-container'
  /** What `engine` was concluded from, in the machine's own words: a path, a socket, a variable. */
  readonly evidence: string
  readonly version: string | undefined
  /** Whether we could ask the API; `permission-denied` means that only the elevated probe can tell the rest. */
  readonly api: 'answers' | 'permission-denied' | 'no-answer'
  readonly socketPath: string
  readonly remapped: boolean | undefined
  readonly dataRoot: string | undefined
  readonly storageDriver: string | undefined
  readonly liveRestore: boolean
  readonly swarmActive: boolean
  /**
   * Whether the service started the running daemon, so that restarting it restarts Docker: the loaded unit's main process
   * is the daemon, or what another service manager leaves behind says so.
   */
  readonly runByUnit: boolean
  readonly unitName: string
  readonly unitFiles: readonly string[]
  /** The running daemon's command line; empty when none runs. */
  readonly daemonArguments: readonly string[]
  /** The command lines of all daemons that run as root on this machine itself. */
  readonly rootDaemons: readonly string[]
  /** `--userns-remap` on the daemon's command line, where it is. */
  readonly usernsRemapFlag: string | undefined
  /** Where the service's flags come from, and what they will be. */
  readonly configuration: DockerConfiguration
  /** How `--userns-remap` comes off its command line; undefined where it is not there, or not surely. */
  readonly remapFlagDrop: RemapFlagDrop | undefined
  readonly containers: readonly Container[]
  /** Of the `local` driver; undefined where Docker did not tell. */
  readonly volumes: readonly Volume[] | undefined
  readonly firstProcesses: readonly FirstProcess[]
  readonly pathReadings: readonly PathReading[]
  readonly runcVersion: string | undefined
  readonly imageCount: number | undefined
  readonly closedDataRootParents: readonly string[]
  /** How the root side will ask the API: the docker command, or curl. */
  readonly apiClient: 'docker' | 'curl' | 'none'
}

export type SubordinateFileFacts = {
  readonly path: string
  readonly file: FileState
  /** Empty when the file is absent or could not be understood. */
  readonly ranges: readonly SubordinateRange[]
  /** Lines that Docker or shadow would misread; any of them blocks. */
  readonly problems: readonly SubordinateProblem[]
}

export type DaemonConfigFacts = {
  readonly path: string
  readonly file: FileState
  readonly state:
    | { readonly kind: 'absent' }
    | { readonly kind: 'unreadable'; readonly reason: UnusableReason }
    | {
        readonly kind: 'invalid'
        readonly line: number
        readonly column: number
        readonly reason: DaemonConfigProblemReason
      }
    | {
        readonly kind: 'valid'
        /** The value of `userns-remap`; undefined when the key is absent. */
        readonly usernsRemap: string | undefined
        /** `features.containerd-snapshotter` is true: Docker 29 then refuses to start with remapping. */
        readonly containerdSnapshotter: boolean
        readonly storageDriver: string | undefined
        readonly keys: readonly string[]
      }
}

/** Somebody or something that IDs belong to. `severity` says whether a new range may touch them. */
export type IdOwner = {
  readonly range: IdRange
  readonly ids: 'uid' | 'gid' | 'both'
  readonly kind:
    | 'account'
    | 'group'
    | 'subordinate'
    | 'running'
    | 'system'
    | 'first-user'
    | 'directory-service'
    | 'container-manager'
    | 'reserved'
  /** A name from the machine (`alice`), or a stable code for a convention (`systemd-homed`, `sssd`). */
  readonly name: string
  readonly severity: 'refuse' | 'warn'
}

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
    remapped: docker.info?.securityOptions.some((option) => /^name=userns(?:,|$)/.test(option)),
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
