import { structuredPatch } from 'diff'

/** Replaces `length` UTF-16 units at `offset` by `content`; jsonc-parser's shape. Offsets refer to the unedited text. */
export type TextEdit = {
  readonly offset: number
  readonly length: number
  readonly content: string
}

/**
 * The text after all edits. Insertions at one offset keep their order and come before a replacement that starts there.
 * Throws when edits overlap or leave the text: that is a mistake of ours, never a property of the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let position = 0
  for (const edit of inOrder(text, edits)) {
    result += text.slice(position, edit.offset) + edit.content
    position = edit.offset + edit.length
  }
  return result + text.slice(position)
}

/** Edits that turn `applyEdits(text, edits)` back into `text`, unit for unit. */
export function invertEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const inverted: TextEdit[] = []
  let shift = 0
  for (const edit of inOrder(text, edits)) {
    inverted.push({
      offset: edit.offset + shift,
      length: edit.content.length,
      content: text.slice(edit.offset, edit.offset + edit.length),
    })
    shift += edit.content.length - edit.length
  }
  return inverted
}

function inOrder(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const ordered = edits.toSorted((a, b) => a.offset - b.offset || a.length - b.length)
  let end = 0
  for (const edit of ordered) {
    if (edit.offset < end) throw new Error(`Overlapping edits at offset ${edit.offset}`)
    end = edit.offset + edit.length
    if (edit.length < 0 || end > text.length) throw new Error(`Edit outside the text at ${end}`)
  }
  return ordered
}

/** One line of a diff, without its line feed; a carriage return before it stays in `text`. Numbers are 1-based. */
export type DiffLine = {
  readonly kind: 'context' | 'added' | 'removed'
  readonly text: string
  readonly oldNumber?: number
  readonly newNumber?: number
  /** The file ends here without a line feed. */
  readonly missingNewline?: true
}

/** Changed lines with some unchanged lines around them. */
export type DiffHunk = { readonly lines: readonly DiffLine[] }

const NO_NEWLINE_MARKER = '\\ No newline at end of file'

/**
 * What changed, line by line, with up to `context` unchanged lines around it; `undefined` is a file that does not exist.
 * No hunks when nothing changed.
 */
export function diffLines(
  before: string | undefined,
  after: string | undefined,
  context = 3,
): readonly DiffHunk[] {
  const patch = structuredPatch('', '', before ?? '', after ?? '', undefined, undefined, {
    context,
  })
  return patch.hunks.map((hunk) => ({
    lines: numberLines(hunk.lines, hunk.oldStart, hunk.newStart),
  }))
}

function numberLines(
  patchLines: readonly string[],
  oldStart: number,
  newStart: number,
): readonly DiffLine[] {
  const lines: DiffLine[] = []
  let oldNumber = oldStart
  let newNumber = newStart
  for (const [index, line] of patchLines.entries()) {
    if (line === NO_NEWLINE_MARKER) continue
    const text = line.slice(1)
    const end = patchLines[index + 1] === NO_NEWLINE_MARKER ? { missingNewline: true as const } : {}
    if (line.startsWith('+')) lines.push({ kind: 'added', text, newNumber: newNumber++, ...end })
    else if (line.startsWith('-'))
      lines.push({ kind: 'removed', text, oldNumber: oldNumber++, ...end })
    else
      lines.push({
        kind: 'context',
        text,
        oldNumber: oldNumber++,
        newNumber: newNumber++,
        ...end,
      })
  }
  return lines
}
