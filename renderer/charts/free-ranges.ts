import type { IdOwner } from '#domain/host-facts.ts'
import { CONTAINER_ID_COUNT, MAX_ID, endOf, overlaps } from '#domain/id-range.ts'
import type { IdRange } from '#domain/id-range.ts'

/**
 * The next range of 65,536 IDs above or below `start` that touches nobody's: it starts at a multiple of 65,536.
 * undefined when there is none in that direction.
 */
export function neighbouringFreeRange(
  owners: readonly IdOwner[],
  start: number,
  direction: 'next' | 'previous',
): IdRange | undefined {
  const slot = start / CONTAINER_ID_COUNT
  const step = direction === 'next' ? 1 : -1
  const first = direction === 'next' ? Math.floor(slot) + 1 : Math.ceil(slot) - 1
  let candidate = first * CONTAINER_ID_COUNT
  while (candidate >= 0 && candidate + CONTAINER_ID_COUNT - 1 <= MAX_ID) {
    const range = { start: candidate, count: CONTAINER_ID_COUNT }
    const inTheWay = owners.filter((owner) => overlaps(owner.range, range))
    if (inTheWay.length === 0) return range
    candidate = beyond(inTheWay, candidate, step)
  }
  return undefined
}

/** The first slot in the direction of `step` that is past every owner in the way. */
function beyond(inTheWay: readonly IdOwner[], candidate: number, step: 1 | -1): number {
  const slots = inTheWay.map(({ range }) =>
    step === 1
      ? Math.ceil(endOf(range) / CONTAINER_ID_COUNT)
      : Math.floor(range.start / CONTAINER_ID_COUNT) - 1,
  )
  const farthest = step === 1 ? Math.max(...slots) : Math.min(...slots)
  const neighbour = candidate / CONTAINER_ID_COUNT + step
  return (
    (step === 1 ? Math.max(farthest, neighbour) : Math.min(farthest, neighbour)) *
    CONTAINER_ID_COUNT
  )
}
