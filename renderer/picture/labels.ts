/** Text of one line whose middle, start or end is to stand at `at`, in pixels. */
export type Label = {
  readonly text: string
  readonly at: number
  readonly anchor: 'start' | 'middle' | 'end'
}

/** Letters from CJK on are as wide as they are high; the others about half of that, with room to spare. */
export function widthOf(text: string, fontSize: number): number {
  let width = 0
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) < 0x2e80 ? 0.58 : 1
  return width * fontSize
}

/** Those that have room, where an earlier one goes before a later one. None reaches past `0..width`. */
export function withRoom(
  labels: readonly { readonly text: string; readonly at: number }[],
  fontSize: number,
  width: number,
): readonly Label[] {
  const placed: { readonly label: Label; readonly from: number; readonly to: number }[] = []
  for (const { text, at } of labels) {
    const own = widthOf(text, fontSize)
    const from = Math.min(Math.max(at - own / 2, 0), width - own)
    const to = from + own
    if (from < 0 || placed.some((other) => from < other.to + GAP && to > other.from - GAP)) continue
    placed.push({ label: anchored(text, at, own, width), from, to })
  }
  return placed.map(({ label }) => label)
}

const GAP = 8

function anchored(text: string, at: number, own: number, width: number): Label {
  if (at - own / 2 < 0) return { text, at: 0, anchor: 'start' }
  if (at + own / 2 > width) return { text, at: width, anchor: 'end' }
  return { text, at, anchor: 'middle' }
}

/** As much of a name as fits, or nothing where not even a few letters would. */
export function shortened(text: string, fontSize: number, room: number): string | undefined {
  if (widthOf(text, fontSize) <= room) return text
  let short = ''
  for (const letter of text) {
    if (widthOf(`${short}${letter}…`, fontSize) > room) break
    short += letter
  }
  return short.length < LEAST_LETTERS ? undefined : `${short}…`
}

const LEAST_LETTERS = 4
