import type { IdRange } from './id-range.ts'
import { MAX_ID, endOf } from './id-range.ts'
import type { TextEdit } from './text-edit.ts'

/** A line of subuid(5) or subgid(5). `owner` is a login name or a decimal UID, kept as text. */
export type SubordinateRange = IdRange & { readonly owner: string; readonly line: number }

/** A line that Docker or shadow would misread. `line` is 1-based, `text` is without its line feed. */
export type SubordinateProblem = {
  readonly line: number
  readonly text: string
  readonly reason: SubordinateProblemReason
}

export type SubordinateProblemReason =
  /** Not `owner:start:count`. Docker <= 27 refuses the whole file, shadow skips the line, newer Docker reads parts. */
  | 'field-count'
  /** White space, a carriage return or a byte order mark: part of the owner or number to one reader, not to another. */
  | 'stray-space'
  | 'empty-owner'
  /** Docker >= 28 reads it as 0, which is root; shadow reads leading zeros as octal and `0x` as hexadecimal. */
  | 'bad-number'
  /** Ends after 4294967294: it would be cut to 32 bits. */
  | 'overflow'
  /** shadow's line buffer holds 1023 characters; it skips longer lines. */
  | 'too-long'

export type SubordinateFile = {
  readonly ranges: readonly SubordinateRange[]
  readonly problems: readonly SubordinateProblem[]
}

/**
 * subuid(5) and subgid(5), as strictly as all of their readers together: shadow's subordinate_parse, Docker <= 27's
 * parseSubidFile and moby/sys/user's parseLine (Docker >= 28). Blank lines, comments and owners that begin with `+` or
 * `-`, as in NIS, are neither ranges nor problems: shadow keeps them and reads nothing there (measured with getsubids
 * 4.13), and no account has the name that Docker takes from them.
 */
export function parseSubordinateFile(text: string): SubordinateFile {
  const ranges: SubordinateRange[] = []
  const problems: SubordinateProblem[] = []
  for (const [index, lineText] of text.split('\n').entries()) {
    // Behind NUL, shadow does not see where a line ends: it joins the next one to it.
    if (/^[ \t\r]*(?:#[^\0]*)?$/s.test(lineText)) continue
    const line = index + 1
    const parsed = parseRange(lineText)
    if (typeof parsed === 'string') problems.push({ line, text: lineText, reason: parsed })
    else if (!/^[+-]/.test(parsed.owner)) ranges.push({ ...parsed, line })
  }
  return { ranges, problems }
}

function parseRange(text: string): Omit<SubordinateRange, 'line'> | SubordinateProblemReason {
  if (text.length > 1023) return 'too-long'
  // Go's TrimSpace also takes U+0085, which is not in \s; \p{Cc} has it, with NUL and the other control characters.
  if (/[\s\p{Cc}]/u.test(text)) return 'stray-space'
  const [owner, start, count, ...rest] = text.split(':')
  if (owner === undefined || start === undefined || count === undefined || rest.length > 0) {
    return 'field-count'
  }
  if (owner === '') return 'empty-owner'
  if (!isDecimal(start) || !isDecimal(count)) return 'bad-number'
  const range = { owner, start: Number(start), count: Number(count) }
  return endOf(range) > MAX_ID + 1 ? 'overflow' : range
}

function isDecimal(text: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(text)
}

/**
 * Appends a line to the file's text (`''` for a file that does not exist yet); none when exactly that line is there.
 * Every byte before it stays; a last line without line feed gets one. The new line ends in a bare line feed even in a
 * file with carriage returns, which shadow would take for a part of the number.
 */
export function addSubordinateRange(
  text: string,
  range: Omit<SubordinateRange, 'line'>,
): readonly TextEdit[] {
  const line = `${range.owner}:${range.start}:${range.count}`
  if (text.split('\n').includes(line)) return []
  const lineFeed = text === '' || text.endsWith('\n') ? '' : '\n'
  return [{ offset: text.length, length: 0, content: `${lineFeed}${line}\n` }]
}

/**
 * One line with `range` in place of all `lines` (1-based, of one owner): the first of them becomes it, unless one is
 * exactly that line already, and the others go. Every byte of other lines stays. Without lines it is appended.
 */
export function replaceSubordinateLines(
  text: string,
  lines: readonly { readonly line: number }[],
  range: Omit<SubordinateRange, 'line'>,
): readonly TextEdit[] {
  const wanted = `${range.owner}:${range.start}:${range.count}`
  const allLines = text.split('\n')
  const own = [...new Set(lines.map(({ line }) => line - 1))].toSorted((a, b) => a - b)
  const [first] = own
  if (first === undefined) return addSubordinateRange(text, range)
  const kept = own.find((index) => allLines[index] === wanted) ?? first
  const edits: TextEdit[] = []
  let offset = 0
  for (const [index, line] of allLines.entries()) {
    if (index === kept && line !== wanted) {
      edits.push({ offset, length: line.length, content: wanted })
    } else if (index !== kept && own.includes(index)) {
      // The last line may have no line feed to go with it.
      const length = Math.min(line.length + 1, text.length - offset)
      if (length > 0) edits.push({ offset, length, content: '' })
    }
    offset += line.length + 1
  }
  return edits
}
