/**
 * Where IDs stand on the number line, from 0 (left edge) to 1 (right edge). 32 bits do not fit one scale, so the line
 * is broken twice: IDs below 65536 (system and users) get a fixed share, the IDs up to 1048576 are linear, so that
 * every 65,536 IDs are equally wide, and the rest, up to 2^32, is logarithmic.
 */
const sections = [
  { from: 0, to: 65_536, left: 0, right: 0.16, isLogarithmic: false },
  { from: 65_536, to: 1_048_576, left: 0.16, right: 0.74, isLogarithmic: false },
  { from: 1_048_576, to: 4_294_967_296, left: 0.74, right: 1, isLogarithmic: true },
] as const

/** Places where the scale changes, as positions. */
export const breaks: readonly number[] = sections.slice(1).map((section) => section.left)

/** IDs that the axis names. */
export const ticks: readonly number[] = [
  65_536, 262_144, 524_288, 786_432, 1_048_576, 4_294_967_296,
]

/** IDs outside 0..2^32 are at the nearest edge. */
export function positionOf(id: number): number {
  const section = sections.find((section) => id < section.to) ?? sections[2]
  const inside = Math.min(Math.max(id, section.from), section.to)
  const share = section.isLogarithmic
    ? Math.log2(inside / section.from) / Math.log2(section.to / section.from)
    : (inside - section.from) / (section.to - section.from)
  return section.left + share * (section.right - section.left)
}
