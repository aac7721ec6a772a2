import type { Remedy } from './remedies.ts'

/** What becomes of a container that is created anew, with the options it has, once remapping is on. */
export type ContainerVerdict = {
  readonly id: string
  readonly name: string
  readonly image: string
  readonly running: boolean
  /** The Compose project it belongs to. */
  readonly project: string | undefined
  readonly verdict: VerdictKind
  /** Gravest first. Only `works` has none. */
  readonly reasons: readonly Reason[]
}

/**
 * Worst first. `refused`: Docker does not create it, or it does not start. `breaks`: it starts, and lacks what it had.
 * `may-break`: that depends on what its program does, or on what could not be seen. `exempt`: it is not remapped, which
 * has its price.
 */
export const VERDICTS = ['refused', 'breaks', 'may-break', 'exempt', 'works'] as const
export type VerdictKind = (typeof VERDICTS)[number]

/** The page turns `code` and `values` into sentences. */
export type Reason = {
  readonly code: ReasonCode
  readonly outcome: Exclude<VerdictKind, 'works'>
  /** What it was concluded from, in the machine's own words. Never translated. */
  readonly evidence: readonly string[]
  readonly values: Readonly<Record<string, string>>
  readonly remedies: readonly Remedy[]
}

export type ReasonCode =
  // The daemon refuses it, or the runtime cannot start it.
  | 'privileged'
  | 'host-network'
  | 'host-pid'
  | 'host-ipc'
  | 'writable-cgroups'
  | 'read-only'
  /** values: user, last */
  | 'user-above-range'
  /** values: group, last */
  | 'group-above-range'
  /** values: host, inside */
  | 'device-renamed'
  /** values: namespace, name */
  | 'joins-exempt'
  /** values: namespace, name */
  | 'joins-refused'
  /** values: path, runc */
  | 'closed-parents'
  // It starts, but what it was given does not serve it any more. All have the value `path`.
  | 'docker-socket'
  | 'socket'
  | 'device-closed'
  | 'mount-unreadable'
  | 'mount-unwritable'
  | 'inside-unreadable'
  | 'inside-unwritable'
  | 'docker-socket-inside'
  | 'data-root'
  | 'not-seen'
  | 'inside-not-seen'
  /** values: path, type */
  | 'network-file-system'
  /** values: volume, driver */
  | 'volume-plugin'
  | 'gpu'
  /** values: runtime */
  | 'other-runtime'
  /** values: capabilities */
  | 'powerless-capabilities'
  // Tools that make containers in their own way.
  /** values: service */
  | 'swarm-service'
  | 'minikube'
  | 'k3d'
  | 'kubernetes'
  // Not remapped.
  | 'exempt'
  | 'kind-exempts'
  | 'buildx-exempts'

/** The graver of two. */
function worse(a: VerdictKind, b: VerdictKind): VerdictKind {
  return VERDICTS.indexOf(a) <= VERDICTS.indexOf(b) ? a : b
}

export function worstOf(verdicts: readonly VerdictKind[]): VerdictKind {
  return verdicts.reduce<VerdictKind>(worse, 'works')
}
