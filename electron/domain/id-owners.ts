import type { Account, Group } from './account-files.ts'
import type { HostFacts, IdOwner } from './host-facts.ts'
import type { IdKind, IdRange } from './id-range.ts'
import { CONTAINER_ID_COUNT, MAX_ID, endOf, includesId, overlaps } from './id-range.ts'
import type { SambaConfig } from './samba-config.ts'
import type { SubordinateRange } from './subordinate-file.ts'

/** Everything that IDs are known to belong to is concluded from these. */
export type IdOwnerSources = {
  readonly accounts: readonly Account[]
  readonly groups: readonly Group[]
  /** The user who runs Subroot: may come from a directory service or systemd-homed and be in no file. */
  readonly user: {
    readonly name: string
    readonly uid: number
    readonly gid: number
    readonly groupIds: readonly number[]
    readonly serviceRanges?: Readonly<Record<IdKind, readonly IdRange[]>>
  }
  readonly subuid: readonly SubordinateRange[]
  readonly subgid: readonly SubordinateRange[]
  readonly allocation: HostFacts['allocation']
  /** UID_MIN..UID_MAX: the accounts of people. */
  readonly userIds: IdRange
  /** What nsswitch.conf(5) names for `passwd` and `group`. */
  readonly nameServices: readonly string[]
  /** Empty when smb.conf could not be read. */
  readonly samba: SambaConfig
  readonly homedUsers: readonly string[]
  readonly nspawnMachines: readonly string[]
  readonly runningIds: Readonly<Record<IdKind, readonly number[]>>
  readonly mappedRanges: Readonly<Record<IdKind, readonly IdRange[]>>
}

/** The first range that useradd hands out, and the one that every guide to rootless containers names. */
export const FIRST_USER_RANGE: IdRange = { start: 100000, count: CONTAINER_ID_COUNT }

/** systemd's UIDS-GIDS.md: above the system's and users' IDs, below the containers'; the least contested. */
export const LOW_POOL = between(65536, 524287)

/** systemd's range for containers; nspawn takes pieces of it. */
export const CONTAINER_POOL = between(524288, 1879048191)

/** From the end of systemd's container range to its foreign images: assigned to nobody. */
export const HIGH_POOL = between(1879048192, 2147352575)

/** What a directory service whose ranges we do not know may use. */
const ANY_DIRECTORY_ID = between(65536, 2147483647)

const HOMED_IDS = between(60001, 60513)

/** Services whose users are all in files that were read, or have IDs below 65536 or in systemd's container range. */
const LOCAL_NAME_SERVICES = new Set([
  'files',
  'compat',
  'db',
  'cache',
  'systemd',
  'mymachines',
  'altfiles',
  'extrausers',
])

/** IDs that nobody may hand out, on any machine (systemd's UIDS-GIDS.md, user_namespaces(7)). */
const RESERVED: readonly IdOwner[] = [
  // System accounts, users, systemd-homed 60001-60513, DynamicUser 61184-65519, nobody 65534, (uint16) -1 65535.
  owner(between(0, 65535), 'system', 'system', 'refuse'),
  // Foreign operating system images: every user of the machine may get access to files of these IDs.
  owner(between(2147352576, 2147418111), 'reserved', 'systemd-foreign', 'refuse'),
  // Negative to programs that keep IDs in 32 signed bits; FreeIPA's subordinate IDs.
  owner(between(2147483648, MAX_ID), 'reserved', 'above-31-bits', 'refuse'),
  // (uid_t) -1: "do not change" to chown(2) and setresuid(2).
  owner({ start: MAX_ID + 1, count: 1 }, 'reserved', 'no-id', 'refuse'),
]

/**
 * One row for each thing that owns or reserves IDs, in no particular order. IDs below 65536 are one row, `system`;
 * single accounts there are not listed.
 */
export function collectIdOwners(sources: IdOwnerSources): readonly IdOwner[] {
  const named = [
    ...subordinateOwners(sources),
    ...serviceOwners(sources),
    ...accountOwners(sources),
    ...groupOwners(sources),
  ]
  return [
    ...RESERVED,
    ...named,
    ...runningOwners(sources, named),
    ...firstUserOwner(sources),
    ...deterministicOwner(sources),
    ...directoryOwners(sources),
    ...homedOwner(sources),
    ...containerManagerOwners(sources),
  ]
}

/** Lines of both files; a numeric owner is shown by name where an account has that UID. Equal lines become one row. */
function subordinateOwners({ subuid, subgid, accounts }: IdOwnerSources): readonly IdOwner[] {
  const nameOf = (text: string) =>
    accounts.find((account) => String(account.uid) === text)?.name ?? text
  const row = (range: SubordinateRange, ids: IdOwner['ids']) =>
    owner(range, 'subordinate', nameOf(range.owner), 'refuse', ids)
  return [
    ...subuid.map((range) =>
      row(range, subgid.some((other) => isSame(range, other)) ? 'both' : 'uid'),
    ),
    ...subgid
      .filter((range) => !subuid.some((other) => isSame(range, other)))
      .map((range) => row(range, 'gid')),
  ]
}

function isSame(a: Omit<SubordinateRange, 'line'>, b: Omit<SubordinateRange, 'line'>): boolean {
  return a.owner === b.owner && a.start === b.start && a.count === b.count
}

function accountOwners({ accounts, user }: IdOwnerSources): readonly IdOwner[] {
  const known = accounts.some((account) => account.uid === user.uid)
  return (known ? accounts : [...accounts, user])
    .filter((account) => account.uid >= CONTAINER_ID_COUNT)
    .map((account) => owner(single(account.uid), 'account', account.name, 'refuse', 'uid'))
}

/** Groups, the primary groups of accounts, and the user's groups, each once; unnamed ones by their number. */
function groupOwners({ groups, accounts, user }: IdOwnerSources): readonly IdOwner[] {
  const names = new Map<number, string>()
  for (const gid of [...user.groupIds, user.gid]) names.set(gid, String(gid))
  for (const account of accounts) names.set(account.gid, account.name)
  for (const group of groups) names.set(group.gid, group.name)
  return [...names]
    .filter(([gid]) => gid >= CONTAINER_ID_COUNT)
    .map(([gid, name]) => owner(single(gid), 'group', name, 'refuse', 'gid'))
}

/** The user's ranges in a directory service: newuidmap lets them be used, and Docker does not know of them. */
function serviceOwners({
  user: { name, serviceRanges },
  ...files
}: IdOwnerSources): readonly IdOwner[] {
  return (['uid', 'gid'] as const).flatMap((ids) =>
    (serviceRanges?.[ids] ?? [])
      .filter(
        (range) => !files[`sub${ids}`].some((line) => isSame({ owner: name, ...range }, line)),
      )
      .map((range) => owner(range, 'subordinate', name, 'refuse', ids)),
  )
}

/**
 * IDs in use that no line and no account explains, such as those of containers outside the files: whole ranges that
 * user namespaces are mapped to, and single IDs of processes.
 */
function runningOwners(
  { runningIds, mappedRanges }: IdOwnerSources,
  named: readonly IdOwner[],
): readonly IdOwner[] {
  return (['uid', 'gid'] as const).flatMap((ids) => {
    const explained = named.filter((row) => row.ids === ids || row.ids === 'both')
    const mapped = mappedRanges[ids].filter(
      (range) => !explained.some((row) => covers(row.range, range)),
    )
    const unexplained = runningIds[ids].filter(
      (id) =>
        ![...explained.map((row) => row.range), ...mapped].some((range) => includesId(range, id)),
    )
    return [...mapped, ...toRanges(unexplained)].map((range) =>
      owner(range, 'running', 'running', 'refuse', ids),
    )
  })
}

/**
 * Left out once a line has IDs of this range: then the line tells the owner. Otherwise refused while somebody who can
 * log in has no range yet (it is theirs by every guide), and only warned about where nobody is waiting for it.
 */
function firstUserOwner(sources: IdOwnerSources): readonly IdOwner[] {
  const lines = [...sources.subuid, ...sources.subgid]
  if (lines.some((line) => overlaps(line, FIRST_USER_RANGE))) return []
  const waiting = sources.accounts.some(
    (account) =>
      includesId(sources.userIds, account.uid) &&
      !lines.some((line) => line.owner === account.name || line.owner === String(account.uid)),
  )
  return [owner(FIRST_USER_RANGE, 'first-user', 'first-user', waiting ? 'refuse' : 'warn')]
}

/** SUB_UID_DETERMINISTIC computes a new user's range from the UID, whatever the files hold: every hole is taken. */
function deterministicOwner({ allocation }: IdOwnerSources): readonly IdOwner[] {
  const { uid, gid } = allocation
  if (!uid.deterministic) return []
  return uid.pool.start === gid.pool.start && uid.pool.count === gid.pool.count
    ? [futureUsers(uid.pool, 'both')]
    : [futureUsers(uid.pool, 'uid'), futureUsers(gid.pool, 'gid')]
}

function futureUsers(pool: IdRange, ids: IdOwner['ids']): IdOwner {
  return owner(pool, 'reserved', 'shadow-deterministic', 'refuse', ids)
}

/**
 * winbind's ranges are taken where accounts come from it. smb.conf also gives them out for files of a file server whose
 * nsswitch.conf does not name winbind: a warning.
 */
function directoryOwners({ nameServices, samba }: IdOwnerSources): readonly IdOwner[] {
  const remote = [...new Set(nameServices)].filter((name) => !LOCAL_NAME_SERVICES.has(name))
  const usesWinbind = remote.includes('winbind')
  const winbindOwners = samba.idmapRanges.map((range) =>
    owner(range, 'directory-service', 'winbind', usesWinbind ? 'refuse' : 'warn'),
  )
  const others = remote.flatMap((name) => {
    if (name === 'sss') {
      // ldap_idmap_range_min and _max: users that were never asked for do not show in any list.
      return [owner(between(200000, 2000200000), 'directory-service', 'sssd', 'warn')]
    }
    if (name === 'winbind' && samba.idmapRanges.length > 0 && !samba.isPartial) return []
    return [owner(ANY_DIRECTORY_ID, 'directory-service', name, 'warn')]
  })
  return [...winbindOwners, ...others]
}

/** Files in a home of systemd-homed cannot belong to IDs of the low pool. */
function homedOwner({ homedUsers, user, accounts }: IdOwnerSources): readonly IdOwner[] {
  const inUse =
    homedUsers.length > 0 || [user, ...accounts].some(({ uid }) => includesId(HOMED_IDS, uid))
  return inUse ? [owner(LOW_POOL, 'reserved', 'systemd-homed', 'warn')] : []
}

/** LXD and Incus are recognised by the groups that their packages create. */
function containerManagerOwners({
  groups,
  subuid,
  subgid,
  nspawnMachines,
}: IdOwnerSources): readonly IdOwner[] {
  const managers: readonly (readonly [string, readonly string[]])[] = [
    ['lxd', ['lxd']],
    ['incus', ['incus', 'incus-admin']],
  ]
  const installed = managers.filter(([, names]) =>
    groups.some((group) => names.includes(group.name)),
  )
  const ranges = uniqueRanges([
    // Their default without a line of root's; LXD from a snap never reads the files.
    between(1000000, 1000999999),
    // Their containers get the IDs of root's lines.
    ...[...subuid, ...subgid].filter(({ owner }) => owner === 'root' || owner === '0'),
  ])
  return [
    ...installed.flatMap(([name]) =>
      ranges.map((range) => owner(range, 'container-manager', name, 'refuse')),
    ),
    ...(nspawnMachines.length > 0
      ? [owner(CONTAINER_POOL, 'container-manager', 'systemd-nspawn', 'warn')]
      : []),
  ]
}

function uniqueRanges(ranges: readonly IdRange[]): readonly IdRange[] {
  return ranges.filter(
    (range, index) =>
      ranges.findIndex(({ start, count }) => start === range.start && count === range.count) ===
      index,
  )
}

/** Whether all IDs of `inner` are in `outer`. */
function covers(outer: IdRange, inner: IdRange): boolean {
  return inner.start >= outer.start && endOf(inner) <= endOf(outer)
}

function owner(
  { start, count }: IdRange,
  kind: IdOwner['kind'],
  name: string,
  severity: IdOwner['severity'],
  ids: IdOwner['ids'] = 'both',
): IdOwner {
  return { range: { start, count }, ids, kind, name, severity }
}

function between(first: number, last: number): IdRange {
  return { start: first, count: last - first + 1 }
}

function single(id: number): IdRange {
  return { start: id, count: 1 }
}

/** Neighbouring IDs of a sorted list as ranges. */
function toRanges(ids: readonly number[]): readonly IdRange[] {
  const ranges: IdRange[] = []
  for (const id of ids) {
    const last = ranges.at(-1)
    if (last && last.start + last.count === id) {
      ranges[ranges.length - 1] = { start: last.start, count: last.count + 1 }
    } else ranges.push(single(id))
  }
  return ranges
}
