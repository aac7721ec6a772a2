import type { TextEdit } from '#domain/text-edit.ts'

/**
 * /etc/default/grub is read by a shell. Only a line that gives GRUB_CMDLINE_LINUX in one pair of plain quotes, or in
 * none, is understood; a value with `$`, a backtick or a backslash is not, and neither are several such lines, of
 * which the last one would count.
 */
const ASSIGNMENT =
  /^(?<head>[ \t]*(?:export[ \t]+)?GRUB_CMDLINE_LINUX=)(?:"(?<double>[^"$`\\\n]*)"|'(?<single>[^'\n]*)'|(?<bare>[\w.,:/=@%+-]*))[ \t]*(?:#[^\n]*)?$/
const ANY_ASSIGNMENT = /\bGRUB_CMDLINE_LINUX(?:\+?=)/

/** The kernel arguments that every entry gets; undefined where they are not written in a way that is understood. */
export function grubArguments(text: string): readonly string[] | undefined {
  const found = findValue(text)
  return found === 'unclear' ? undefined : found === 'none' ? [] : wordsOf(found.value)
}

/**
 * Edits that add arguments to GRUB_CMDLINE_LINUX, those that stand there already excepted; undefined where the file is not
 * understood, or gives one of them another value.
 */
export function addGrubArguments(
  text: string,
  wanted: readonly string[],
): readonly TextEdit[] | undefined {
  const found = findValue(text)
  if (found === 'unclear') return undefined
  if (found === 'none') {
    const separator = text === '' || text.endsWith('\n') ? '' : '\n'
    const content = `${separator}GRUB_CMDLINE_LINUX="${wanted.join(' ')}"\n`
    return wanted.length === 0 ? [] : [{ offset: text.length, length: 0, content }]
  }
  const words = wordsOf(found.value)
  if (wanted.some((argument) => contradicts(words, argument))) return undefined
  const missing = wanted.filter((argument) => !words.includes(argument)).join(' ')
  if (missing === '') return []
  const separator = found.value === '' || /\s$/.test(found.value) ? '' : ' '
  const added = `${separator}${missing}`
  return found.quoted
    ? [{ offset: found.offset + found.value.length, length: 0, content: added }]
    : [{ offset: found.offset, length: found.value.length, content: `"${found.value}${added}"` }]
}

/** The argument stands there with another value: then which of them was meant is not for us to say. */
export function contradicts(words: readonly string[], argument: string): boolean {
  const name = argument.slice(0, argument.indexOf('=') + 1)
  return words.some((word) => word.startsWith(name) && word !== argument)
}

type Found = { readonly value: string; readonly offset: number; readonly quoted: boolean }

function findValue(text: string): Found | 'none' | 'unclear' {
  let offset = 0
  const found: (Found | 'unclear')[] = []
  for (const line of text.split('\n')) {
    // A comment may well name the variable.
    if (!/^\s*#/.test(line)) {
      if (goesOn(line)) return 'unclear'
      if (ANY_ASSIGNMENT.test(line)) found.push(findInLine(line, offset))
    }
    offset += line.length + 1
  }
  const [first = 'none'] = found
  return found.length > 1 ? 'unclear' : first
}

/** What a backslash or an open quote joins to the next line could be part of anything. */
function goesOn(line: string): boolean {
  return line.endsWith('\\') || /["']/.test(line.replaceAll(/"[^"]*"|'[^']*'/g, ''))
}

function findInLine(line: string, lineOffset: number): Found | 'unclear' {
  const groups = ASSIGNMENT.exec(line)?.groups
  if (groups === undefined) return 'unclear'
  const { head = '', double, single, bare } = groups
  const quoted = double ?? single
  return quoted === undefined
    ? { value: bare ?? '', offset: lineOffset + head.length, quoted: false }
    : { value: quoted, offset: lineOffset + head.length + 1, quoted: true }
}

function wordsOf(value: string): readonly string[] {
  return value.split(/\s+/).filter(Boolean)
}
