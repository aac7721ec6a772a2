/** Where the parts of the drawing are, from its top, in pixels. */
export type Layout = {
  readonly fontSize: number
  readonly smallSize: number
  readonly insideLabel: number
  readonly insideTicks: number
  readonly inside: number
  readonly insideHeight: number
  readonly outside: number
  /** Of one row; ranges that share IDs are in rows below each other. */
  readonly rowHeight: number
  readonly outsideTicks: number
  readonly claims: number
  readonly claimHeight: number
  readonly height: number
}

/** `large` is for a room: it is read from the last row. */
export type Size = 'normal' | 'large'

export function layoutOf(size: Size, rows: number, claimRows: number): Layout {
  const unit = size === 'large' ? 1.4 : 1
  const inside = 42 * unit
  const insideHeight = 30 * unit
  const outside = inside + insideHeight + 128 * unit
  const rowHeight = 36 * unit
  const bottom = outside + rows * rowHeight
  const claimHeight = 24 * unit
  const claims = bottom + 26 * unit
  return {
    fontSize: 14 * unit,
    smallSize: 12 * unit,
    insideLabel: 13 * unit,
    insideTicks: 34 * unit,
    inside,
    insideHeight,
    outside,
    rowHeight,
    outsideTicks: bottom + 17 * unit,
    claims,
    claimHeight,
    height: claims + claimRows * claimHeight,
  }
}
