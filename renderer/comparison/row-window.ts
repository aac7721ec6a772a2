/** Where each row begins, in pixels from the top; the last number is where all end. */
export function topsOf(heights: readonly number[]): readonly number[] {
  const tops = [0]
  let top = 0
  for (const height of heights) {
    top += height
    tops.push(top)
  }
  return tops
}

export type RowWindow = {
  /** The rows to draw, from `first` to before `end`. */
  readonly first: number
  readonly end: number
  /** What stands for the rows before and after them, in pixels. */
  readonly above: number
  readonly below: number
}

/** Drawn on either side of what is in sight, so that scrolling finds rows that are there already. */
const SPARE_ROWS = 6

/** The rows that are in sight between `scrollTop` and `scrollTop + height`, and a few more. */
export function windowOf(
  tops: readonly number[],
  { scrollTop, height }: { readonly scrollTop: number; readonly height: number },
): RowWindow {
  const count = tops.length - 1
  const first = Math.max(0, Math.min(rowAt(tops, scrollTop), count) - SPARE_ROWS)
  const end = Math.min(count, rowAt(tops, scrollTop + height) + 1 + SPARE_ROWS)
  const total = tops[count] ?? 0
  return { first, end, above: tops[first] ?? 0, below: total - (tops[end] ?? total) }
}

/** The row at a height, by halving. */
function rowAt(tops: readonly number[], position: number): number {
  let low = 0
  let high = tops.length - 1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if ((tops[middle] ?? 0) <= position) low = middle
    else high = middle
  }
  return low
}

/** How far to scroll so that a row is in sight: not at all where it is. */
export function scrollTopFor(
  tops: readonly number[],
  index: number,
  { scrollTop, height }: { readonly scrollTop: number; readonly height: number },
): number {
  const top = tops[index] ?? 0
  const bottom = tops[index + 1] ?? top
  if (top < scrollTop) return top
  return bottom > scrollTop + height ? bottom - height : scrollTop
}
