import { CONTAINER_ID_COUNT, endOf } from '#domain/id-range.ts'
import type { IdRange } from '#domain/id-range.ts'
import type { Band, BandKind } from './bands.ts'

/** The first number that is no ID: 32 bits are all there are. */
export const ID_END = 2 ** 32

/**
 * A stretch of the line within which distances are true. Each has a scale of its own, so that 65,536 IDs and 4 billion can
 * be seen side by side. `left` and `width` are shares of the whole line.
 */
export type Segment = {
  readonly start: number
  readonly end: number
  readonly left: number
  readonly width: number
  /** Nobody's: drawn as a break, much shorter than it is. */
  readonly isBreak: boolean
}

export type Scale = readonly Segment[]

/** Shares of room, before all are made to fit. The parts of 0..65535, and of a container's range, come first. */
const PART_WEIGHTS = [5.8, 8.4, 12, 3, 3, 0.6] as const
const WEIGHTS: Readonly<Partial<Record<BandKind, number>>> = {
  subordinate: 7,
  several: 8,
  running: 4,
  reserved: 4,
  account: 2.4,
}
const BREAK_WEIGHT = 2.4
const LEAST_WEIGHT = 0.6

/**
 * The line from 0 to 2^32, cut wherever a band begins or ends. A container's range is cut as 0..65535 is (`partStarts`) and
 * gets as much room, so that both have the same shape. Claims cut nothing: they lie over all of this.
 */
export function scaleOf(bands: readonly Band[], partStarts: readonly number[]): Scale {
  const owned = bands.filter(({ kind }) => kind !== 'claim')
  const containers = owned.filter(({ kind }) => kind === 'container').map(({ range }) => range)
  const others = owned.filter((band) => Object.hasOwn(WEIGHTS, band.kind))
  const wholes = [{ start: 0, count: CONTAINER_ID_COUNT }, ...containers].map(
    ({ start, count }) => ({ start, count: Math.min(count, CONTAINER_ID_COUNT) }),
  )
  const cuts = [
    0,
    ID_END,
    ...owned.flatMap(({ range }) => [range.start, endOf(range)]),
    ...wholes.flatMap((range) => [
      endOf(range),
      ...partStarts.map((part) => range.start + part).filter((id) => id < endOf(range)),
    ]),
  ]
  const points = [...new Set(cuts.filter((id) => id >= 0 && id <= ID_END))].toSorted(
    (a, b) => a - b,
  )
  const weights = points.slice(0, -1).map((start, index) => {
    const end = points[index + 1] ?? start
    const { weight, isBreak } = weightOf(start, end)
    return { start, end, weight, isBreak }
  })

  function weightOf(start: number, end: number) {
    const whole = wholes.findLast((range) => contains(range, start))
    if (whole) return { weight: partWeight(whole, start, end, partStarts), isBreak: false }
    // What a container has beyond the 65,536 IDs that images use.
    if (containers.some((range) => contains(range, start))) {
      return { weight: BREAK_WEIGHT, isBreak: false }
    }
    const other = others.find(({ range }) => contains(range, start))
    if (!other) return { weight: BREAK_WEIGHT, isBreak: true }
    const share = (end - start) / other.range.count
    return { weight: atLeast(share * (WEIGHTS[other.kind] ?? 0)), isBreak: false }
  }

  const total = weights.reduce((sum, { weight }) => sum + weight, 0)
  let left = 0
  return weights.map(({ start, end, weight, isBreak }) => {
    const segment = { start, end, left, width: weight / total, isBreak }
    left += segment.width
    return segment
  })
}

/** What a piece of the parts of 0..65535, moved to where `whole` begins, has for room. */
function partWeight(
  whole: IdRange,
  start: number,
  end: number,
  partStarts: readonly number[],
): number {
  const starts = [0, ...partStarts]
  const index = starts.findLastIndex((part) => whole.start + part <= start)
  const from = starts[index] ?? 0
  const until = Math.min(starts[index + 1] ?? CONTAINER_ID_COUNT, whole.count)
  const share = (end - start) / Math.max(until - from, 1)
  return atLeast(Math.min(share, 1) * (PART_WEIGHTS[index] ?? 0))
}

function atLeast(weight: number): number {
  return Math.max(weight, LEAST_WEIGHT)
}

function contains(range: IdRange, id: number): boolean {
  return id >= range.start && id < endOf(range)
}

/** Where an ID begins, from 0 (left edge) to 1 (right edge). */
export function positionOf(scale: Scale, id: number): number {
  const segment = scale.find(({ end }) => id < end)
  if (segment === undefined) return 1
  const share = (Math.max(id, 0) - segment.start) / (segment.end - segment.start)
  return segment.left + share * segment.width
}

/** The middle of an ID's place: where a line to it ends. */
export function middleOf(scale: Scale, id: number): number {
  return (positionOf(scale, id) + positionOf(scale, id + 1)) / 2
}

export type Extent = { readonly left: number; readonly width: number }

export function extentOf(scale: Scale, range: IdRange): Extent {
  const left = positionOf(scale, range.start)
  return { left, width: positionOf(scale, endOf(range)) - left }
}
