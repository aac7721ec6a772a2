import type { IdRange } from '#domain/id-range.ts'
import { overlaps } from '#domain/id-range.ts'

/** Each thing in the first row where it shares no ID with one that came before it. The order is kept. */
export function inRows<Thing extends { readonly range: IdRange }>(
  things: readonly Thing[],
): readonly { readonly thing: Thing; readonly row: number }[] {
  const placed: { readonly thing: Thing; readonly row: number }[] = []
  for (const thing of things) {
    let row = 0
    while (placed.some((other) => other.row === row && overlaps(other.thing.range, thing.range))) {
      row += 1
    }
    placed.push({ thing, row })
  }
  return placed
}
