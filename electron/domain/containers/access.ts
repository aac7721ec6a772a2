import type { IdRange } from '#domain/id-range.ts'
import { includesId } from '#domain/id-range.ts'
import { parseAcl } from './acl.ts'
import type { Inode } from './path-reading.ts'

/** Whom a process in a container is, as the container counts. */
export type Identity = {
  /** undefined: a name that only the image's own passwd file knows. */
  readonly uid: number | undefined
  /** Groups it surely has. It may have more from the image's group file. */
  readonly gids: readonly number[]
  /** Whether root keeps CAP_DAC_OVERRIDE, as it does unless it is dropped. */
  readonly overrides: boolean
}

/** `unknown` where it depends on what the image says. */
export type Answer = 'yes' | 'no' | 'unknown'

/** Every ID is itself: a container that is not remapped (user_namespaces(7)). */
export const HOST_IDS: IdRange = { start: 0, count: 4294967295 }

export const READ = 4
export const WRITE = 2
export const EXECUTE = 1

type Permissions = Pick<Inode, 'uid' | 'gid' | 'mode' | 'aclText'>

/**
 * Whether the process may do all of `wanted` with the inode, when the container's IDs are those of `ids`, counted from 0.
 * Root's CAP_DAC_OVERRIDE counts only for an inode whose owner and group both are among them (user_namespaces(7),
 * privileged_wrt_inode_uidgid in the kernel); else the permission bits or the access control list decide (acl(5)).
 * All of it was seen in the lab with Docker 20.10.24.
 */
export function mayAccess(
  inode: Permissions,
  identity: Identity,
  ids: IdRange,
  wanted: number,
): Answer {
  const { uid } = identity
  if (uid === 0 && identity.overrides && includesId(ids, inode.uid) && includesId(ids, inode.gid)) {
    return 'yes'
  }
  const answers = possibleSelves(inode, identity, ids).map((self) => isGranted(inode, self, wanted))
  if (answers.every(Boolean)) return 'yes'
  return answers.some(Boolean) ? 'unknown' : 'no'
}

/** Host IDs of one possible process. */
type Self = { readonly uid: number | undefined; readonly gids: ReadonlySet<number> }

/** With what is not known of the process either so or so. IDs outside of the range are nobody's in the container. */
function possibleSelves(
  inode: Permissions,
  { uid, gids }: Identity,
  ids: IdRange,
): readonly Self[] {
  const entries = parseAcl(inode.aclText ?? '')
  const named = (kind: 'user' | 'group') =>
    entries.flatMap((entry) => (entry.kind === kind && entry.id !== undefined ? [entry.id] : []))
  const uids =
    uid === undefined
      ? [undefined, ...[inode.uid, ...named('user')].filter((id) => includesId(ids, id))]
      : [ids.start + uid]
  const sure = new Set(gids.map((gid) => ids.start + gid))
  const all = new Set([
    ...sure,
    ...[inode.gid, ...named('group')].filter((id) => includesId(ids, id)),
  ])
  const groupSets = all.size > sure.size ? [sure, all] : [sure]
  return uids.flatMap((uid) => groupSets.map((gids) => ({ uid, gids })))
}

/** The access check algorithm of acl(5); without a list it is that of the permission bits. */
function isGranted(inode: Permissions, self: Self, wanted: number): boolean {
  const grants = (permissions: number) => (permissions & wanted) === wanted
  const { mode } = inode
  if (self.uid === inode.uid) return grants(mode >> 6)
  const entries = parseAcl(inode.aclText ?? '')
  const mask = entries.find(({ kind }) => kind === 'mask')?.permissions ?? 7
  const user = entries.find(
    ({ kind, id }) => kind === 'user' && id !== undefined && id === self.uid,
  )
  if (user) return grants(user.permissions & mask)
  // With a list, the mode's group bits are its mask; the owning group's are in the list.
  const owningGroup =
    entries.find(({ kind, id }) => kind === 'group' && id === undefined)?.permissions ?? mode >> 3
  const groups = [
    ...(self.gids.has(inode.gid) ? [owningGroup] : []),
    ...entries.flatMap(({ kind, id, permissions }) =>
      kind === 'group' && id !== undefined && self.gids.has(id) ? [permissions] : [],
    ),
  ]
  if (groups.length > 0) return groups.some((permissions) => grants(permissions & mask))
  return grants(mode)
}
