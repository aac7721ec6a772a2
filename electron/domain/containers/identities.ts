import type { Container } from '#domain/docker-api.ts'
import type { Identity } from './access.ts'

/** Its first process as the kernel shows it, on a machine without remapping: the container's own IDs. */
export type FirstProcess = {
  readonly containerId: string
  readonly uid: number
  readonly gid: number
}

/**
 * Who runs in a container: the USER it was created with, and where it runs, what its first process is now (entrypoints
 * often begin as root and go on as somebody else).
 */
export function identitiesOf(
  container: Container,
  firstProcess: FirstProcess | undefined,
): readonly Identity[] {
  const configured = configuredIdentity(container)
  if (firstProcess === undefined || firstProcess.uid === configured.uid) return [configured]
  const running = { ...configured, uid: firstProcess.uid, gids: [firstProcess.gid] }
  return configured.uid === undefined ? [running] : [configured, running]
}

/** `USER[:GROUP]`, each a name or a number; root where nothing is said. */
function configuredIdentity(container: Container): Identity {
  const { user, groupAdd } = container
  const [userText = '', groupText] = user.split(':')
  const uid = userText === '' || userText === 'root' ? 0 : numberIn(userText)
  // The primary group of somebody else is in the image's passwd file.
  const gid = groupText === undefined ? (uid === 0 ? 0 : undefined) : numberIn(groupText)
  return {
    uid,
    gids: [gid, ...groupAdd.map(numberIn)].filter((id) => id !== undefined),
    overrides: hasCapability(container, 'DAC_OVERRIDE'),
  }
}

/** One of Docker's default capabilities, unless it is dropped (moby daemon/pkg/oci/caps, TweakCapabilities). */
function hasCapability({ capAdd, capDrop }: Container, name: string): boolean {
  const [added, dropped] = [capAdd, capDrop].map((list) => new Set(list.map(capabilityName)))
  if (dropped?.has('ALL') && !added?.has('ALL')) return added?.has(name) ?? false
  return !dropped?.has(name)
}

export function capabilityName(text: string): string {
  return text.toUpperCase().replace(/^CAP_/, '')
}

/** The IDs that were asked for as numbers: of the user, of the group, of further groups. */
export function requestedIds({ user, groupAdd }: Container): {
  readonly uid: number | undefined
  readonly gids: readonly number[]
} {
  const [userText = '', groupText = ''] = user.split(':')
  return {
    uid: numberIn(userText),
    gids: [groupText, ...groupAdd].map(numberIn).filter((id) => id !== undefined),
  }
}

function numberIn(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined
}
