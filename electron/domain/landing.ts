import type { ContainerProcess } from './container-process.ts'

/**
 * As whom a process would find itself on the host, if it got out of its container: kernel checks go by the host's IDs,
 * and capabilities count outside only in the host's own user namespace (user_namespaces(7)). Worst first.
 *
 * - `root`: UID 0; everything is allowed.
 * - `capable`: not UID 0, but with capabilities that count on the host.
 * - `user`: the account of somebody, with their files.
 * - `unmapped`: an ID that no account has, but that is no subordinate one either: in the host's own user namespace.
 * - `nobody`: a mapped ID that no account of this machine has.
 */
export const LANDINGS = ['root', 'capable', 'user', 'unmapped', 'nobody'] as const
export type Landing = (typeof LANDINGS)[number]

export function landingOf(process: ContainerProcess): Landing {
  if (process.uid.host === 0) return 'root'
  if (process.hostUserNamespace && /[^0]/u.test(process.effectiveCapabilities ?? '0')) {
    return 'capable'
  }
  if (process.uid.hostName !== undefined) return 'user'
  return process.hostUserNamespace ? 'unmapped' : 'nobody'
}
