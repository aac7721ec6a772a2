import type { Account, Allocation, Group } from './account-files.ts'
import type { DockerConfiguration } from './configuration/docker-configuration.ts'
import type { RemapFlagDrop } from './configuration/remap-flag-drop.ts'
import type { DaemonConfigProblemReason } from './daemon-config.ts'
import type { FirstProcess } from './containers/identities.ts'
import type { PathReading } from './containers/path-reading.ts'
import type { Container, Volume } from './docker-api.ts'
import type { FileState, HostSnapshot } from './host-snapshot.ts'
import type { IdKind, IdRange } from './id-range.ts'
import type { KernelFacts } from './kernel/kernel-facts.ts'
import type { KubernetesFacts } from './kernel/kubernetes.ts'
import type { OsRelease } from './os-release.ts'
import type { SubordinateProblem, SubordinateRange } from './subordinate-file.ts'

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
