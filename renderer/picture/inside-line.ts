import type { IdMapping } from '#domain/id-mapping.ts'
import { isInitialMapping } from '#domain/id-mapping.ts'
import type { IdRange } from '#domain/id-range.ts'
import { includesId } from '#domain/id-range.ts'
import type { Extent, Scale } from './scale.ts'
import { extentOf, middleOf, positionOf } from './scale.ts'

/** A line of a uid_map or gid_map, drawn on both lines: as long inside as it is outside. */
export type Piece = {
  readonly inside: IdRange
  readonly outside: IdRange
  readonly insideExtent: Extent
  readonly outsideExtent: Extent
}

/** Room for the IDs that are mapped to nothing, between two pieces. */
const GAP = 0.015

/**
 * The container's own line: its IDs in their order, beginning at the left edge, right above the machine's 0. In the
 * machine's own user namespace it is the machine's line, so that everything goes straight down.
 */
export function insideLineOf(mappings: readonly IdMapping[], scale: Scale): readonly Piece[] {
  if (isInitialMapping(mappings)) {
    const whole = { start: 0, count: 2 ** 32 }
    const extent = { left: 0, width: 1 }
    return [{ inside: whole, outside: whole, insideExtent: extent, outsideExtent: extent }]
  }
  const sorted = mappings
    .filter(({ size }) => size > 0)
    .toSorted((a, b) => a.containerId - b.containerId)
  const outside = sorted.map(({ hostId, size }) => extentOf(scale, { start: hostId, count: size }))
  const needed = outside.reduce((sum, { width }) => sum + width, GAP * (sorted.length - 1))
  // Many pieces may together need more than there is: then all are drawn smaller.
  const factor = Math.min(1, 1 / needed)
  let left = 0
  return sorted.map(({ containerId, hostId, size }, index) => {
    const outsideExtent = outside[index] ?? { left: 0, width: 0 }
    const insideExtent = { left, width: outsideExtent.width * factor }
    left += insideExtent.width + GAP * factor
    return {
      inside: { start: containerId, count: size },
      outside: { start: hostId, count: size },
      insideExtent,
      outsideExtent,
    }
  })
}

/** Where an ID of the container stands on its line; undefined where it is mapped to nothing. */
export function insidePositionOf(
  pieces: readonly Piece[],
  scale: Scale,
  containerId: number,
  at: 'start' | 'middle' = 'middle',
): number | undefined {
  const piece = pieces.find(({ inside }) => includesId(inside, containerId))
  if (piece === undefined) return undefined
  const { inside, outside, insideExtent, outsideExtent } = piece
  const hostId = outside.start + containerId - inside.start
  const position = at === 'middle' ? middleOf(scale, hostId) : positionOf(scale, hostId)
  const factor = outsideExtent.width === 0 ? 0 : insideExtent.width / outsideExtent.width
  return insideExtent.left + (position - outsideExtent.left) * factor
}

/** What images use the parts of their IDs for; where the machine's services are, images have users. */
export const INSIDE_PARTS = ['root', 'system', 'users', 'nobody'] as const

export type InsidePart = { readonly name: (typeof INSIDE_PARTS)[number]; readonly extent: Extent }

/** The parts of the container's line that are mapped. `partStarts` are those of bands.ts. */
export function insidePartsOf(
  pieces: readonly Piece[],
  scale: Scale,
  [system = 1, users = 1000, , nobody = 65534, end = 65535]: readonly number[],
): readonly InsidePart[] {
  const starts = [0, system, users, nobody, end]
  return INSIDE_PARTS.flatMap((name, index) => {
    const first = starts[index] ?? 0
    const last = (starts[index + 1] ?? 0) - 1
    return pieces.flatMap(({ inside, insideExtent }) => {
      const from = Math.max(first, inside.start)
      const to = Math.min(last + 1, inside.start + inside.count)
      if (from >= to) return []
      const right = insideExtent.left + insideExtent.width
      const left = insidePositionOf(pieces, scale, from, 'start') ?? 0
      const until = insidePositionOf(pieces, scale, to, 'start') ?? right
      return [{ name, extent: { left, width: Math.min(until, right) - left } }]
    })
  })
}
