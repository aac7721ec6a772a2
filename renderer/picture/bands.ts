import type { HostFacts, IdOwner } from '#domain/host-facts.ts'
import type { IdKind, IdRange } from '#domain/id-range.ts'
import { endOf, overlaps } from '#domain/id-range.ts'
import { assertNever } from '#domain/result.ts'

/** What the picture has to know of the machine. */
export type Machine = Pick<HostFacts, 'accounts' | 'groups' | 'systemIds' | 'idOwners'>

/**
 * Whose IDs a stretch of the machine's line is. `root` to `nobody` are the parts of 0..65535, `container` is what a
 * running container is mapped to, `several` stands for neighbours that have no room of their own, and `claim` for
 * whoever may hand out IDs of a stretch without owning each of them.
 */
export type BandKind =
  | 'root'
  | 'system'
  | 'people'
  | 'dynamic'
  | 'nobody'
  | 'container'
  | 'subordinate'
  | 'account'
  | 'running'
  | 'several'
  | 'reserved'
  | 'claim'

export type Band = {
  readonly kind: BandKind
  readonly range: IdRange
  /** Who owns it, as far as the machine says so; of a container's range, whose subordinate IDs these are. */
  readonly owners: readonly IdOwner[]
  /** The accounts, or groups, that are in it. */
  readonly members: readonly Member[]
}

export type Member = { readonly name: string; readonly id: number }

/** More neighbours than this would leave no room to see any of them. */
const MOST_OTHERS = 8

/**
 * The first IDs of the parts of 0..65535, 0 itself left out: system accounts, people, what systemd hands out by itself
 * (homed, nspawn, DynamicUser), nobody, and an ID that is nobody's (systemd's UIDS-GIDS.md). Images follow the same order.
 */
export function partStarts(machine: Machine | undefined, ids: IdKind): readonly number[] {
  const end = machine ? endOf(machine.systemIds[ids]) : 1000
  return [1, Math.min(Math.max(end, 2), PEOPLE_END), PEOPLE_END, NOBODY, NOBODY + 1]
}

const PEOPLE_END = 60001
const NOBODY = 65534

/**
 * All bands of the machine's line, by their first ID, those of `claim` last. `containers` are the host's ranges that
 * running containers are mapped to.
 */
export function bandsOf(
  machine: Machine | undefined,
  containers: readonly IdRange[],
  ids: IdKind,
): readonly Band[] {
  const owners = (machine?.idOwners ?? []).filter(
    // IDs below 65536 are shown by their parts.
    (owner) => (owner.ids === ids || owner.ids === 'both') && owner.kind !== 'system',
  )
  const mapped = containers.map((range) => containerBand(range, owners))
  const owned = byStart(owners.map(ownerBand))
  const others = owned.filter(
    ({ kind, range }) =>
      kind !== 'claim' &&
      // The container's band says whose range it is.
      !(kind !== 'reserved' && mapped.some((one) => isSame(one.range, range))),
  )
  return [
    ...byStart([...lowBands(machine, ids), ...mapped, ...mergedWhereMany(others, mapped)]),
    ...owned.filter(({ kind }) => kind === 'claim'),
  ]
}

function lowBands(machine: Machine | undefined, ids: IdKind): readonly Band[] {
  const [system = 1, people = 1000, dynamic = PEOPLE_END, nobody = NOBODY] = partStarts(
    machine,
    ids,
  )
  const members = membersOf(machine, ids)
  const band = (kind: BandKind, start: number, end: number): Band => ({
    kind,
    range: { start, count: end - start },
    owners: [],
    members: members.filter(({ id }) => id >= start && id < end),
  })
  return [
    band('root', 0, system),
    band('system', system, people),
    band('people', people, dynamic),
    band('dynamic', dynamic, nobody),
    band('nobody', nobody, nobody + 1),
  ].filter(({ range }) => range.count > 0)
}

function membersOf(machine: Machine | undefined, ids: IdKind): readonly Member[] {
  if (machine === undefined) return []
  return ids === 'uid'
    ? machine.accounts.map(({ name, uid }) => ({ name, id: uid }))
    : machine.groups.map(({ name, gid }) => ({ name, id: gid }))
}

function containerBand(range: IdRange, owners: readonly IdOwner[]): Band {
  const owner = owners.find((one) => one.kind === 'subordinate' && covers(one.range, range))
  return { kind: 'container', range, owners: owner ? [owner] : [], members: [] }
}

function ownerBand(owner: IdOwner): Band {
  return { kind: kindOf(owner.kind, owner.name), range: owner.range, owners: [owner], members: [] }
}

function kindOf(kind: IdOwner['kind'], name = ''): BandKind {
  switch (kind) {
    case 'subordinate':
    case 'running':
      return kind
    case 'account':
    case 'group':
      return 'account'
    case 'reserved':
      return name === 'systemd-homed' || name === 'shadow-deterministic' ? 'claim' : 'reserved'
    case 'system':
    case 'first-user':
    case 'directory-service':
    case 'container-manager':
      return 'claim'
    default:
      return assertNever(kind)
  }
}

/** Neighbours become one band where there are too many; never across a container's range or reserved IDs. */
function mergedWhereMany(bands: readonly Band[], containers: readonly Band[]): readonly Band[] {
  if (bands.length <= MOST_OTHERS) return bands
  const merged: Band[] = []
  for (const band of bands) {
    const last = merged.at(-1)
    const joined =
      last && ({ ...last, kind: 'several', range: hull(last.range, band.range) } as const)
    const mayJoin =
      joined !== undefined &&
      last?.kind !== 'reserved' &&
      band.kind !== 'reserved' &&
      !containers.some(({ range }) => overlaps(range, joined.range))
    if (mayJoin)
      merged[merged.length - 1] = { ...joined, owners: [...joined.owners, ...band.owners] }
    else merged.push(band)
  }
  return merged
}

function hull(a: IdRange, b: IdRange): IdRange {
  const start = Math.min(a.start, b.start)
  return { start, count: Math.max(endOf(a), endOf(b)) - start }
}

function covers(outer: IdRange, inner: IdRange): boolean {
  return inner.start >= outer.start && endOf(inner) <= endOf(outer)
}

function isSame(a: IdRange, b: IdRange): boolean {
  return a.start === b.start && a.count === b.count
}

function byStart(bands: readonly Band[]): readonly Band[] {
  return bands.toSorted((a, b) => a.range.start - b.range.start)
}
