/** One of the things that arrow keys reach: `row` from the top, `index` from the left. */
export type Place = { readonly row: number; readonly index: number }

/**
 * Where a key leads; undefined for one that leads nowhere. `rows` has the horizontal positions of what is in each row, from
 * left to right. Up and down lead to what is nearest in the next row that has something.
 */
export function placeAfter(
  key: string,
  { row, index }: Place,
  rows: readonly (readonly number[])[],
): Place | undefined {
  const last = (rows[row]?.length ?? 0) - 1
  switch (key) {
    case 'ArrowRight':
      return { row, index: Math.min(index + 1, last) }
    case 'ArrowLeft':
      return { row, index: Math.max(index - 1, 0) }
    case 'Home':
      return { row, index: 0 }
    case 'End':
      return { row, index: last }
    case 'ArrowDown':
    case 'ArrowUp':
      return nearestIn(rows, row, key === 'ArrowDown' ? 1 : -1, rows[row]?.[index] ?? 0)
    default:
      return undefined
  }
}

function nearestIn(
  rows: readonly (readonly number[])[],
  from: number,
  step: 1 | -1,
  position: number,
): Place | undefined {
  for (let row = from + step; row >= 0 && row < rows.length; row += step) {
    const positions = rows[row] ?? []
    if (positions.length === 0) continue
    const distances = positions.map((other) => Math.abs(other - position))
    return { row, index: distances.indexOf(Math.min(...distances)) }
  }
  return undefined
}
