import type { Account, Group } from './account-files.ts'
import type { Container } from './docker-api.ts'
import type { FileState, HostSnapshot } from './host-snapshot.ts'
import type { IdRange } from './id-range.ts'
import type { OsRelease } from './os-release.ts'
import type { SubordinateRange } from './subordinate-file.ts'

/** What a machine is, concluded from a `HostSnapshot`. Everything after this point asks only these facts. */
export type HostFacts = {
  readonly access: 'user' | 'elevated'
  readonly machine: {
    readonly os: OsRelease
    readonly kernelRelease: string
    readonly serviceManager: 'systemd' | 'openrc' | 'runit' | 'sysvinit' | 'unknown'
    /** The container or subsystem this machine itself runs in, where it does: `docker`, `lxc`, `wsl`… */
    readonly insideContainer: string | undefined
    readonly userNamespaces: 'available' | 'none-in-kernel' | 'limit-zero'
  }
  readonly user: HostSnapshot['user']
  readonly pkexecPath: string | undefined
  readonly docker: DockerFacts
  readonly accounts: readonly Account[]
  readonly groups: readonly Group[]
  readonly subuid: SubordinateFileFacts
  readonly subgid: SubordinateFileFacts
  readonly daemonConfig: DaemonConfigFacts
  /** SUB_UID_MIN..SUB_UID_MAX of login.defs(5), and whether shadow hands ranges out by UID (SUB_UID_DETERMINISTIC). */
  readonly allocation: { readonly pool: IdRange; readonly deterministic: boolean }
  /** System accounts: SYS_UID_MIN..SYS_UID_MAX and SYS_GID_MIN..SYS_GID_MAX. */
  readonly systemIds: { readonly uid: IdRange; readonly gid: IdRange }
  /** Services that nsswitch.conf(5) names for `passwd`, `group` and `subid`, for example `sss`, `winbind`, `ldap`. */
  readonly nameServices: { readonly passwd: readonly string[]; readonly subid: readonly string[] }
  /** Everything that owns or reserves IDs on this machine; what the range allocator and the number line work on. */
  readonly idOwners: readonly IdOwner[]
}

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
  readonly remapped: boolean | undefined
  readonly dataRoot: string | undefined
  readonly storageDriver: string | undefined
  readonly liveRestore: boolean
  readonly swarmActive: boolean
  readonly unitName: string
  readonly unitFiles: readonly string[]
  /** The running daemon's command line; empty when none runs. */
  readonly daemonArguments: readonly string[]
  /** `--userns-remap` on the daemon's command line, where it is. */
  readonly usernsRemapFlag: string | undefined
  readonly containers: readonly Container[]
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
  /** Lines (1-based) that Docker or shadow would misread (userns-facts 1.4); any of them blocks. */
  readonly problems: readonly {
    readonly line: number
    readonly text: string
    readonly reason: string
  }[]
}

export type DaemonConfigFacts = {
  readonly path: string
  readonly file: FileState
  readonly state:
    | { readonly kind: 'absent' }
    | { readonly kind: 'unreadable'; readonly reason: string }
    | {
        readonly kind: 'invalid'
        readonly line: number
        readonly column: number
        readonly reason: string
      }
    | {
        readonly kind: 'valid'
        /** The value of `userns-remap`; undefined when the key is absent. */
        readonly usernsRemap: string | undefined
        /** `features.containerd-snapshotter` is true: Docker 29 then refuses to start with remapping. */
        readonly containerdSnapshotter: boolean
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
