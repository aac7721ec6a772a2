import type { IdMapping } from './id-mapping.ts'

/** One process of a container, seen from both sides. Read from /proc, so no access to Docker's socket is needed. */
export type ContainerProcess = {
  readonly containerId: string
  /** From the API where it may be read. */
  readonly containerName: string | undefined
  readonly pid: { readonly host: number; readonly container: number }
  readonly uid: IdPair
  readonly gid: IdPair
  readonly command: string
  /** The process' uid_map. */
  readonly uidMappings: readonly IdMapping[]
  readonly gidMappings: readonly IdMapping[]
  /** Whether its user namespace is the host's own: UID 0 in it is root here. */
  readonly hostUserNamespace: boolean
  /** The effective set in hexadecimal, as CapEff of /proc/<pid>/status; capabilities.ts names its members. */
  readonly effectiveCapabilities: string | undefined
}

export type IdPair = {
  readonly host: number
  /** undefined: this host ID is not mapped into the container. */
  readonly container: number | undefined
  readonly hostName: string | undefined
  /** The name in the container's own passwd or group file, where the API let us read it; `root` for 0 always. */
  readonly containerName: string | undefined
}

export type ProcessSnapshot = {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly processes: readonly ContainerProcess[]
  /** How long the reading took. */
  readonly readMs: number
}
