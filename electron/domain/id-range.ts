/** The highest ID a range may contain: 4294967295 is `(uid_t) -1` and belongs to nobody (user_namespaces(7)). */
export const MAX_ID = 4294967294

/** How many IDs one remapped container needs: images use 0-65535, and 65534 is `nobody`. */
export const CONTAINER_ID_COUNT = 65536

/** Half-open: IDs `start` to `start + count - 1`, as newuidmap(1) counts them. */
export type IdRange = { readonly start: number; readonly count: number }

export type IdKind = 'uid' | 'gid'

/** First ID after the range. */
export function endOf(range: IdRange): number {
  return range.start + range.count
}

/** Whether two ranges share an ID; an empty range shares none. */
export function overlaps(a: IdRange, b: IdRange): boolean {
  return a.count > 0 && b.count > 0 && a.start < endOf(b) && b.start < endOf(a)
}

export function includesId(range: IdRange, id: number): boolean {
  return id >= range.start && id < endOf(range)
}
