/** At most `count` things in their order, with `one` as near to their middle as can be. */
export function nearby<Thing>(all: readonly Thing[], one: Thing, count: number): readonly Thing[] {
  const index = Math.max(all.indexOf(one), 0)
  const first = Math.min(
    Math.max(index - Math.floor(count / 2), 0),
    Math.max(all.length - count, 0),
  )
  return all.slice(first, first + count)
}
