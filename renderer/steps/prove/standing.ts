import type { ContainerProcess } from '#domain/container-process.ts'

/** What a container's process is on this machine. */
export type Standing = 'subordinate' | 'host-root' | 'host-user'

export function standingOf(process: ContainerProcess): Standing {
  if (process.uid.host === 0) return 'host-root'
  return process.hostUserNamespace ? 'host-user' : 'subordinate'
}
