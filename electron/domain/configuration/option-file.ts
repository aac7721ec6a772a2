import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'

/**
 * Who reads the file: a shell that sources it (SysV and OpenRC scripts, runit), or systemd as an EnvironmentFile
 * (systemd.exec(5)). They agree on the plain lines that are accepted here; what they read differently is refused.
 */
export type OptionFileReader = 'sh' | 'systemd'

/** What a file such as /etc/default/docker says about one variable. */
export type OptionFile = {
  /** The assignment that counts, which is the last one; undefined where there is none. */
  readonly assignment: OptionAssignment | undefined
  /** Where a commented-out assignment of the variable ends, before its line feed: the place for the first real one. */
  readonly exampleEnd: number | undefined
}

export type OptionAssignment = {
  /** 1-based. */
  readonly line: number
  /** The options, without quotes. */
  readonly value: string
  /** Where the value stands, quotes included. */
  readonly offset: number
  readonly length: number
  readonly quote: '"' | "'" | ''
}

/** A line that Subroot cannot be sure about. `line` is 1-based. */
export type OptionFileProblem = {
  readonly line: number
  readonly text: string
  readonly reason: OptionFileProblemReason
}

export type OptionFileProblemReason =
  /** An expansion, an escape, several quotes, or a value over several lines. */
  | 'value-unclear'
  /** Not an assignment, and it might be about the variable: `if`, `.`, a command. */
  | 'line-unclear'
  /** A carriage return or a NUL: part of the value to its readers. */
  | 'control-character'

const ASSIGNMENT =
  /^(?<before>[ \t]*(?:export[ \t]+)?)(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>.*)$/s

/** One word without anything that a shell would expand, or one pair of quotes around such characters and spaces. */
const PLAIN_VALUE =
  /^(?:"(?<double>[^"'`$\\]*)"|'(?<single>[^"'`$\\]*)'|(?<bare>[^\s"'`$\\#;&|<>()*?[\]~{}!]*))(?<after>.*)$/s

/** The file's words about `variable`, or the first line that leaves them open. */
export function parseOptionFile(
  text: string,
  variable: string,
  reader: OptionFileReader,
): Result<OptionFile, OptionFileProblem> {
  let assignment: OptionAssignment | undefined
  let exampleEnd: number | undefined
  let offset = 0
  for (const [index, lineText] of text.split('\n').entries()) {
    const line = { number: index + 1, text: lineText, offset }
    offset += lineText.length + 1
    const read = readLine(line, variable, reader)
    if (!read.ok) return read
    if (read.value === 'example') exampleEnd = line.offset + line.text.length
    else if (read.value !== 'other') assignment = read.value
  }
  return success({ assignment, exampleEnd })
}

type Line = { readonly number: number; readonly text: string; readonly offset: number }

function readLine(
  line: Line,
  variable: string,
  reader: OptionFileReader,
): Result<OptionAssignment | 'example' | 'other', OptionFileProblem> {
  const { text } = line
  const refuse = (reason: OptionFileProblemReason) =>
    failure<OptionFileProblem>({ line: line.number, text, reason })
  if (/[\r\0]/.test(text)) return refuse('control-character')
  if (isComment(text, reader)) {
    // systemd goes on with a comment that ends so, a shell does not.
    if (text.endsWith('\\')) return refuse('line-unclear')
    return success(new RegExp(`^[ \\t]*#[# \\t]*${variable}=`).test(text) ? 'example' : 'other')
  }
  if (/^[ \t]*$/.test(text)) return success('other')

  const groups = ASSIGNMENT.exec(text)?.groups
  const { before = '', name, value = '' } = groups ?? {}
  // systemd knows no `export`: to it that line is no assignment at all.
  const isAssignment = name !== undefined && !(reader === 'systemd' && before.trim() !== '')
  if (!isAssignment) {
    const isHarmless = reader === 'sh' ? /^[ \t]*ulimit [\w -]+$/.test(text) : false
    return isHarmless ? success('other') : refuse('line-unclear')
  }
  const plain = readPlainValue(value, reader)
  if (plain === undefined) return refuse('value-unclear')
  if (name !== variable) return success('other')
  return success({
    line: line.number,
    value: plain.value,
    offset: line.offset + before.length + name.length + 1,
    length: plain.length,
    quote: plain.quote,
  })
}

/** `;` begins a comment for systemd only; in a shell it is an error. */
function isComment(text: string, reader: OptionFileReader): boolean {
  return (reader === 'systemd' ? /^[ \t]*[#;]/ : /^[ \t]*#/).test(text)
}

function readPlainValue(
  text: string,
  reader: OptionFileReader,
): Pick<OptionAssignment, 'value' | 'length' | 'quote'> | undefined {
  const groups = PLAIN_VALUE.exec(text)?.groups
  if (!groups) return undefined
  const { double, single, bare = '', after = '' } = groups
  // To systemd a comment behind a value is part of the value.
  const isEnd = reader === 'sh' ? /^[ \t]*(?:[ \t]#.*)?$/s : /^[ \t]*$/
  if (!isEnd.test(after)) return undefined
  if (double !== undefined) return { value: double, length: double.length + 2, quote: '"' }
  if (single !== undefined) return { value: single, length: single.length + 2, quote: "'" }
  return { value: bare, length: bare.length, quote: '' }
}
