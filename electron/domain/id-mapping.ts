/** One line of /proc/<pid>/uid_map or gid_map (runtime-spec's names). */
export type IdMapping = {
  readonly containerId: number
  readonly hostId: number
  readonly size: number
}
