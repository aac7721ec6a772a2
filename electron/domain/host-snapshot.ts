import type { ConfigurationSnapshot } from './configuration/docker-configuration.ts'
import type { FirstProcess } from './containers/identities.ts'
import type { PathReading } from './containers/path-reading.ts'
import type { Container, DaemonInfo, Volume } from './docker-api.ts'
import type { IdKind, IdRange } from './id-range.ts'
import type { KernelSnapshot } from './kernel/kernel-snapshot.ts'
import type { ServiceMarks } from './service-marks.ts'

/**
 * What was read from a machine, as it was read: texts and replies, nothing concluded yet.
 * `electron/host` fills it, `parseHostFacts` turns it into `HostFacts`. Plain JSON.
 */
export type HostSnapshot = {
  /** `elevated` when the restricted facts came from the read-only probe that ran as root. */
  readonly access: 'user' | 'elevated'
  readonly machine: MachineSnapshot
  readonly user: UserSnapshot
  readonly elevation: ElevationSnapshot
  readonly files: HostFiles
  readonly docker: DockerSnapshot
  readonly nspawnMachines: readonly string[]
  /** Users of systemd-homed: names of the identity files in /var/lib/systemd/home, without `.identity`. */
  readonly homedUsers?: readonly string[]
  /** UIDs and GIDs >= 65536 that processes outside Docker's containers run under now. Sorted, unique. */
  readonly runningIds: { readonly uid: readonly number[]; readonly gid: readonly number[] }
  /** Ranges of such IDs that user namespaces of these processes are mapped to, in use or not. Sorted, unique. */
  readonly mappedRanges?: Readonly<Record<IdKind, readonly IdRange[]>>
}

export type MachineSnapshot = {
  /** /etc/os-release, or /usr/lib/os-release where the first is absent (os-release(5)). */
  readonly osRelease: FileState
  /** `uname -r`. */
  readonly kernelRelease: string
  /** /proc/version. */
  readonly procVersion: string
  /** Whether /proc/self/ns/user exists: runc's own test for user namespaces. */
  readonly hasUserNamespaces: boolean
  /** Text of /proc/sys/user/max_user_namespaces; undefined where the kernel has no such file. */
  readonly maxUserNamespaces: string | undefined
  /** /proc/1/comm, trimmed. */
  readonly initCommand: string
  /** Whether /run/systemd/system is a directory (sd_booted(3)). */
  readonly systemdBooted: boolean
  /** Which of /.dockerenv and /run/.containerenv exist. */
  readonly containerMarkers: readonly string[]
  /** Text of /run/systemd/container, trimmed (for example `docker`, `lxc`, `systemd-nspawn`, `wsl`). */
  readonly containerManager: string | undefined
  readonly kernel?: KernelSnapshot
}

export type UserSnapshot = {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly groupIds: readonly number[]
  readonly homeDir: string
  /** Only the variables that say which Docker is meant; never the whole environment. */
  readonly environment: {
    readonly DOCKER_HOST?: string
    readonly DOCKER_CONTEXT?: string
    readonly WSL_DISTRO_NAME?: string
    readonly XDG_RUNTIME_DIR?: string
  }
  /**
   * The context the docker command uses unless DOCKER_HOST is set: DOCKER_CONTEXT, else `currentContext` of
   * ~/.docker/config.json. `endpoint` is known where its metadata could be read. undefined: the default context.
   */
  readonly dockerContext:
    { readonly name: string; readonly endpoint: string | undefined } | undefined
  /** What getsubids(1) tells of the user, only where nsswitch.conf names a service other than files for that. */
  readonly serviceRanges?: Readonly<Record<IdKind, readonly IdRange[]>>
}

export type ElevationSnapshot = {
  readonly pkexecPath: string | undefined
}

/** A file as it was read. `text` is exact: only valid UTF-8 gets this far. */
export type FileState =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'unreadable'
      /**
       * `not-regular`: a symbolic link where a file is to be edited, a FIFO, a directory… `too-large`: over 1 MiB.
       * `unsafe-directory`: root does not read there, because others may write in it.
       */
      readonly reason:
        'permission' | 'not-regular' | 'too-large' | 'not-utf8' | 'failed' | 'unsafe-directory'
    }
  | {
      readonly kind: 'text'
      readonly text: string
      /** Permission bits, for example 0o644. */
      readonly mode: number
      readonly uid: number
      readonly gid: number
    }

export type HostFiles = {
  readonly passwd: FileState
  readonly group: FileState
  readonly subuid: FileState
  readonly subgid: FileState
  readonly loginDefs: FileState
  readonly nsswitch: FileState
  /** /etc/samba/smb.conf: winbind's ranges of IDs. */
  readonly smbConf?: FileState
  /** The file at `docker.daemonConfigPath`. */
  readonly daemonConfig: FileState
  /** Other files that a plan may edit, by path: those of `OTHER_FILES`. */
  readonly otherFiles?: Readonly<Record<string, FileState>>
}

export type DockerSnapshot = {
  /** The `docker` on the PATH: its real path, and the first bytes if it is a script (Podman's shim is one). */
  readonly cli:
    | { readonly path: string; readonly realPath: string; readonly scriptText: string | undefined }
    | undefined
  /** curl's path, the root side's second way to ask the API. */
  readonly curlPath: string | undefined
  readonly socket: {
    readonly path: string
    readonly state: 'answers' | 'absent' | 'permission-denied' | 'no-answer'
    /** Where the path leads: Podman's packages link it to their own socket. */
    readonly realPath?: string
  }
  /** Every process named dockerd, from /proc. `argv` and `uid` are as the kernel tells them. */
  readonly daemons: readonly DaemonProcess[]
  readonly unit: DockerUnit | undefined
  /** The files that the service's command line is made from. */
  readonly configuration?: ConfigurationSnapshot
  /** Where systemd does not run. */
  readonly serviceMarks?: ServiceMarks
  /** The running daemon's `--config-file`, else /etc/docker/daemon.json. */
  readonly daemonConfigPath: string
  /** `GET /version` and `GET /info`, validated; undefined when the socket did not answer to us. */
  readonly info: DaemonInfo | undefined
  readonly containers: readonly Container[]
  /** Of the `local` driver; undefined where Docker did not tell. */
  readonly volumes?: readonly Volume[] | undefined
  /** Of containers that run, as the kernel shows them. */
  readonly firstProcesses?: readonly FirstProcess[] | undefined
  /** What was seen of the paths that containers get from this machine. */
  readonly pathReadings?: readonly PathReading[] | undefined
  readonly imageCount: number | undefined
  /** Sockets of other engines that exist (`~/.docker/desktop/docker.sock`, `~/.colima/default/docker.sock`…). */
  readonly otherSockets: readonly string[]
  /** Directories above the data root that others may not traverse (no o+x). Docker opens the data root itself. */
  readonly closedDataRootParents: readonly string[]
}

export type DaemonProcess = {
  readonly pid: number
  readonly uid: number
  readonly argv: readonly string[]
  /** The pid namespace differs from ours or its cgroup belongs to a container: a daemon inside a container. */
  readonly inContainer: boolean
  /** The command line of the process that started it, where that can be seen. */
  readonly parent?: readonly string[]
}

/** From `systemctl show docker.service`; undefined as a whole when the unit is not loaded. */
export type DockerUnit = {
  readonly name: string
  readonly loadState: string
  readonly activeState: string
  readonly mainPid: number
  readonly fragmentPath: string
  readonly dropInPaths: readonly string[]
  /** NeedDaemonReload: its files changed since systemd read them. */
  readonly needsReload?: boolean
}
