import { capabilitiesOf } from './capabilities.ts'
import type { ContainerProcess } from './container-process.ts'

/**
 * As whom a process would find itself on the host, if it got out of its container: kernel checks go by the host's IDs,
 * and capabilities count outside only in the host's own user namespace (user_namespaces(7)).
 */
export type Landing =
  /** UID 0: everything is allowed. */
  | 'root'
  /** Not UID 0, but with capabilities that count on the host. */
  | 'capable'
  /** The account of somebody, with their files. */
  | 'user'
  /** An ID that no account of this machine has. */
  | 'nobody'

export function landingOf(process: ContainerProcess): Landing {
  if (process.uid.host === 0) return 'root'
  if (process.hostUserNamespace && capabilitiesOf(process.effectiveCapabilities ?? '0').length > 0) {
    return 'capable'
  }
  return process.uid.hostName === undefined ? 'nobody' : 'user'
}
