import type { KernelFacts } from './kernel-facts.ts'
import { OWN_SYSCTL_PATH } from './kernel-facts.ts'
import { SYSCTL_CONF } from './kernel-snapshot.ts'

/** What stands in the way of the number of user namespaces; undefined where nothing does. */
export type LimitTrouble =
  /** Now; a file and the running kernel have to change. */
  | 'zero'
  /** Not now, but from the next boot on: containers would fail then. */
  | 'zero-at-boot'
  /** A file that sorts after Subroot's own sets it to 0. */
  | 'set-last'
  /** This machine is a container. Where it has the outer machine's user namespace, a change here would be one there. */
  | 'outside'

export function limitTrouble(
  { limit, limitAtNextBoot, limitSetAfterOwn }: KernelFacts,
  insideContainer: string | undefined,
): LimitTrouble | undefined {
  if (limit !== 0 && limitAtNextBoot !== 0) return undefined
  // WSL is a virtual machine with a kernel of its own.
  if (insideContainer !== undefined && insideContainer !== 'wsl') {
    return limit === 0 ? 'outside' : undefined
  }
  if (limitSetAfterOwn.length > 0) return 'set-last'
  return limit === 0 ? 'zero' : 'zero-at-boot'
}

/**
 * The files that raising the limit writes: Subroot's own, and /etc/sysctl.conf where that says 0, because
 * `sysctl --system` and OpenRC read it after all others, and then no other file wins over it.
 */
export function limitFiles({ limitSetBy }: KernelFacts): readonly string[] {
  const isInConf = limitSetBy.some(({ path, value }) => path === SYSCTL_CONF && value === '0')
  return [OWN_SYSCTL_PATH, ...(isInConf ? [SYSCTL_CONF] : [])]
}
