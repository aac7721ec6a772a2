/** What Subroot needs of the Docker API's replies (GET /version, /info, /volumes, /containers/json, /containers/{id}/json). */

export type DaemonInfo = {
  /** For example `20.10.24+dfsg1` or `28.5.2`. */
  readonly serverVersion: string
  readonly apiVersion: string
  readonly operatingSystem: string
  /** For example `name=seccomp,profile=default`, `name=userns`. */
  readonly securityOptions: readonly string[]
  readonly dataRoot: string
  readonly storageDriver: string
  readonly liveRestoreEnabled: boolean
  readonly swarmActive: boolean
  /** For example `1.1.5+ds1`; undefined where the daemon does not tell (before 18.09). */
  readonly runcVersion: string | undefined
  /** The containerd image store, which Docker does not use under remapping. */
  readonly containerdImageStore: boolean
}

/** A volume that somebody named, or that a container got. */
export type Volume = {
  readonly name: string
  /** `local`, or a plugin's name. */
  readonly driver: string
  /** What it was created with: `type`, `o` and `device` make a `local` volume a mount of something else. */
  readonly options: Readonly<Record<string, string>>
}

export type Container = {
  /** 64 hexadecimal digits. */
  readonly id: string
  /** Without the leading slash. */
  readonly name: string
  readonly image: string
  readonly running: boolean
  /** Host PID of its first process; 0 when it does not run. */
  readonly pid: number
  readonly privileged: boolean
  /** `bridge`, `host`, `none`, `container:ID`, or a network's name. */
  readonly networkMode: string
  readonly pidMode: string
  readonly ipcMode: string
  readonly usernsMode: string
  /** The USER it was created with, the image's where none was given; empty for root. */
  readonly user: string
  /** Names or numbers. */
  readonly groupAdd: readonly string[]
  /** For example `SYS_ADMIN`, as they were given. */
  readonly capAdd: readonly string[]
  readonly capDrop: readonly string[]
  readonly securityOptions: readonly string[]
  readonly readOnlyRootFilesystem: boolean
  /** `runc` or another's name; empty for the default. */
  readonly runtime: string
  /** What `--device` gives it: the path on this machine, and the one inside. */
  readonly devices: readonly { readonly host: string; readonly inside: string }[]
  /** Whether devices are asked for by what they can do: `--gpus`, CDI. */
  readonly requestsDevices: boolean
  readonly restartPolicy: string
  readonly labels: Readonly<Record<string, string>>
  readonly mounts: readonly ContainerMount[]
}

export type ContainerMount = {
  /** `bind`, `volume`, `tmpfs`… */
  readonly type: string
  /** The volume's name; empty for others. */
  readonly name: string
  /** The path on this machine. */
  readonly source: string
  readonly destination: string
  /** Of a volume: `local`, or a plugin's name. */
  readonly driver: string
  readonly readWrite: boolean
}

/** Whether Docker says that it remaps: `name=userns` (moby's daemon/info.go). */
export function reportsRemapping({
  securityOptions,
}: Pick<DaemonInfo, 'securityOptions'>): boolean {
  return securityOptions.some((option) => /^name=userns(?:,|$)/.test(option))
}
