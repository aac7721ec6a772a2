import type { HostFacts, IdOwner } from './host-facts.ts'
import { CONTAINER_POOL, FIRST_USER_RANGE, HIGH_POOL, LOW_POOL } from './id-owners.ts'
import type { IdRange } from './id-range.ts'
import { CONTAINER_ID_COUNT, MAX_ID, endOf, overlaps } from './id-range.ts'

/** Lowest `count` free IDs of `pool`, where shadow's find_free_range finds them; undefined when no hole is that large. */
export function findFreeRange(
  taken: readonly IdRange[],
  pool: IdRange,
  count: number,
): IdRange | undefined {
  const hole = holesOf(taken, pool).find((hole) => hole.count >= count)
  return hole && { start: hole.start, count }
}

/** Highest `count` free IDs of `pool` that start at a multiple of `alignment`. */
export function findHighestFreeRange(
  taken: readonly IdRange[],
  pool: IdRange,
  count: number,
  alignment: number,
): IdRange | undefined {
  return holesOf(taken, pool)
    .map((hole) => {
      const start = Math.floor((endOf(hole) - count) / alignment) * alignment
      return start >= hole.start ? { start, count } : undefined
    })
    .findLast((range) => range !== undefined)
}

/** The free parts of `pool`, lowest first. */
function holesOf(taken: readonly IdRange[], pool: IdRange): readonly IdRange[] {
  const holes: IdRange[] = []
  let low = pool.start
  for (const range of taken.toSorted((a, b) => a.start - b.start)) {
    if (!overlaps(range, pool)) continue
    if (range.start > low) holes.push({ start: low, count: range.start - low })
    low = Math.max(low, endOf(range))
  }
  return low < endOf(pool) ? [...holes, { start: low, count: endOf(pool) - low }] : holes
}

/**
 * The range to suggest for a new remap user, or undefined when no IDs are free.
 *
 * Where: the low pool (65536-524287), then systemd's container range, then what lies above it; first without touching
 * anything that is only warned about (a directory service's or systemd-homed's IDs), then with. Multiples of 65536
 * before other starts.
 *
 * Always the *highest* free range of a pool. useradd fills the lowest hole of the file from SUB_UID_MIN upwards, so it
 * comes to the top of a pool last. Our line itself keeps useradd away; but it leaves with Undo or userdel, and files of
 * containers stay behind. The next user would own them if the hole we leave were the first one. For the same reason
 * the next place of useradd in either file, and one range on both sides of it, are not suggested, nor is the first
 * user's range, even where nobody has it.
 */
export function suggestRange(
  facts: Pick<HostFacts, 'idOwners' | 'subuid' | 'subgid' | 'allocation'>,
): IdRange | undefined {
  const avoided = [FIRST_USER_RANGE, ...nextUserRanges(facts)]
  const refused = facts.idOwners.filter((owner) => owner.severity === 'refuse')
  for (const owners of [facts.idOwners, refused]) {
    const taken = [...owners.map((owner) => owner.range), ...avoided]
    for (const alignment of [CONTAINER_ID_COUNT, 1]) {
      for (const pool of [LOW_POOL, CONTAINER_POOL, HIGH_POOL]) {
        const range = findHighestFreeRange(taken, pool, CONTAINER_ID_COUNT, alignment)
        if (range) return range
      }
    }
  }
  return undefined
}

/** Where useradd would put the next user's range in each file, widened by one range on both sides. */
function nextUserRanges({
  subuid,
  subgid,
  allocation,
}: Pick<HostFacts, 'subuid' | 'subgid' | 'allocation'>): readonly IdRange[] {
  const files = [
    [subuid, allocation.uid],
    [subgid, allocation.gid],
  ] as const
  return files.flatMap(([{ ranges }, { pool, count }]) => {
    const next = findFreeRange(ranges, pool, count)
    return next ? [{ start: next.start - next.count, count: 3 * next.count }] : []
  })
}

/** Why a range cannot be used, or had better not be: `too-large` and owners with severity `warn` are warnings. */
export type RangeProblem =
  /** Not whole numbers from 0, or no IDs at all. */
  | { readonly code: 'not-a-range' }
  /** Ends after 4294967294. */
  | { readonly code: 'beyond-ids' }
  /** Fewer than 65536 IDs leave `nobody` (65534) without one, and images that use it fail. */
  | { readonly code: 'too-small' }
  /** More than 65536 IDs are of no use to containers. */
  | { readonly code: 'too-large' }
  | { readonly code: 'owned'; readonly owner: IdOwner }

/**
 * Everything in the way of `range`, each owner by name. Ranges that the remap user has already are not in its own way.
 * Any start is accepted; multiples of 65536 are only preferred by `suggestRange`.
 */
export function checkRange(
  { idOwners }: Pick<HostFacts, 'idOwners'>,
  range: IdRange,
  remapUser: string,
): readonly RangeProblem[] {
  if (!isWhole(range.start) || !isWhole(range.count) || range.count === 0) {
    return [{ code: 'not-a-range' }]
  }
  const problems: RangeProblem[] = []
  if (endOf(range) > MAX_ID + 1) problems.push({ code: 'beyond-ids' })
  if (range.count < CONTAINER_ID_COUNT) problems.push({ code: 'too-small' })
  if (range.count > CONTAINER_ID_COUNT) problems.push({ code: 'too-large' })
  const inTheWay = idOwners.filter(
    (owner) =>
      overlaps(owner.range, range) && !(owner.kind === 'subordinate' && owner.name === remapUser),
  )
  return [...problems, ...inTheWay.map((owner) => ({ code: 'owned', owner }) as const)]
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
