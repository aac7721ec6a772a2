/** What Subroot needs of the Docker API's replies (GET /version, /info, /containers/json, /containers/{id}/json). */

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
  readonly usernsMode: string
  /** The USER it was created with; empty for the image's default. */
  readonly user: string
  readonly restartPolicy: string
  readonly composeProject: string | undefined
  readonly mounts: readonly {
    readonly type: string
    readonly source: string
    readonly destination: string
    readonly readWrite: boolean
  }[]
}
