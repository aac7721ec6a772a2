import type { IdOwner } from '#domain/host-facts.ts'
import { endOf } from '#domain/id-range.ts'
import type { IdRange } from '#domain/id-range.ts'
import { positionOf } from './id-scale.ts'
import { inRows } from './in-rows.ts'

export type Lane = 'accounts' | 'subordinate' | 'running' | 'reserved'

/** An owner's place in the drawing. `left` and `width` are shares of the whole width, `row` counts within the lane. */
export type Block = {
  readonly owner: IdOwner
  readonly lane: Lane
  readonly row: number
  readonly left: number
  readonly width: number
  /** Where its name has room; without any it is named on demand only. */
  readonly name: 'inside' | 'after' | 'nowhere'
}

/** So that a single ID can still be seen, and pointed at. */
const MINIMUM_WIDTH = 0.006

/** Room for a short name. */
const NAME_WIDTH = 0.12

const lanes: readonly Lane[] = ['accounts', 'subordinate', 'running', 'reserved']

/** All owners as blocks, lane by lane; owners that share IDs within a lane are put in rows below each other. */
export function blocksOf(owners: readonly IdOwner[]): readonly Block[] {
  return lanes.flatMap((lane) => {
    const placed = inRows(
      owners
        .filter((owner) => laneOf(owner) === lane)
        .toSorted((a, b) => a.range.start - b.range.start),
    )
    return placed.map(({ thing: owner, row }) => {
      const { left, width } = extentOf(owner.range)
      const following = placed.find(
        (other) => other.row === row && other.thing.range.start > owner.range.start,
      )
      const room = (following ? extentOf(following.thing.range).left : 1) - (left + width)
      return { owner, lane, row, left, width, name: placeOfName(width, room) }
    })
  })
}

/** Lanes that have blocks, in drawing order, with their number of rows. */
export function lanesOf(
  blocks: readonly Block[],
): readonly { readonly lane: Lane; readonly rows: number }[] {
  return lanes
    .map((lane) => ({
      lane,
      rows: Math.max(0, ...blocks.filter((block) => block.lane === lane).map(({ row }) => row + 1)),
    }))
    .filter(({ rows }) => rows > 0)
}

/** Left edge and width as shares of the whole line; never narrower than can be seen, never beyond the right edge. */
export function extentOf(range: IdRange): { readonly left: number; readonly width: number } {
  const left = positionOf(range.start)
  const width = Math.max(positionOf(endOf(range)) - left, MINIMUM_WIDTH)
  return { left: Math.min(left, 1 - width), width }
}

function placeOfName(width: number, room: number): Block['name'] {
  if (width >= NAME_WIDTH) return 'inside'
  return room >= NAME_WIDTH ? 'after' : 'nowhere'
}

function laneOf({ kind }: IdOwner): Lane {
  switch (kind) {
    case 'account':
    case 'group':
    case 'system':
      return 'accounts'
    case 'subordinate':
    case 'running':
      return kind
    default:
      return 'reserved'
  }
}
