import type { TextEdit } from '#domain/text-edit.ts'
import type { DockerdFlag } from './dockerd-flags.ts'
import { readDockerdFlags } from './dockerd-flags.ts'
import type { OptionFile } from './option-file.ts'

/**
 * Edits that make `variable` hold `--flag=value`, and nothing else different: the value of a flag that is there is
 * replaced, else the flag goes behind the other options. None where it is so already. `file` is what `text` was parsed
 * to; `undefined` as text is a file that does not exist.
 */
export function setOption(
  text: string | undefined,
  { assignment, exampleEnd }: OptionFile,
  variable: string,
  flag: string,
  value: string,
): readonly TextEdit[] {
  const option = `--${flag}=${value}`
  if (!/^[A-Za-z0-9._:=-]+$/.test(option)) throw new Error(`Not a plain option: ${option}`)
  if (!assignment) return [newLine(text ?? '', exampleEnd, `${variable}="${option}"`)]

  const present = flagsIn(assignment.value, flag)
  const last = present.at(-1)
  if (last?.flag.value === value && present.length === 1) return []
  const start = assignment.offset + (assignment.quote === '' ? 0 : 1)
  if (last) {
    // Earlier ones of the same name do not count for dockerd: they go.
    return [
      ...removals(assignment.value, present.slice(0, -1), start),
      { offset: start + last.offset, length: last.length, content: option },
    ]
  }
  const separator = /^$|[ \t]$/.test(assignment.value) ? '' : ' '
  if (assignment.quote === '') {
    const { offset, length } = assignment
    return [
      { offset, length: 0, content: '"' },
      { offset: offset + length, length: 0, content: `${separator}${option}"` },
    ]
  }
  const end = start + assignment.value.length
  return [{ offset: end, length: 0, content: `${separator}${option}` }]
}

/** Edits that take every `--flag` out of the variable's options, with the space before or behind it. */
export function dropOption({ assignment }: OptionFile, flag: string): readonly TextEdit[] {
  if (!assignment) return []
  const start = assignment.offset + (assignment.quote === '' ? 0 : 1)
  return removals(assignment.value, flagsIn(assignment.value, flag), start)
}

/** The options as dockerd gets them. */
export function optionWords(value: string): readonly string[] {
  return value.split(/[ \t]+/).filter(Boolean)
}

type Place = { readonly flag: DockerdFlag; readonly offset: number; readonly length: number }

function flagsIn(value: string, name: string): readonly Place[] {
  const words = [...value.matchAll(/[^ \t]+/g)]
  return readDockerdFlags(words.map(([word]) => word))
    .filter((flag) => flag.name === name)
    .map((flag) => {
      const first = words[flag.index]
      const last = words[flag.index + flag.length - 1]
      const offset = first?.index ?? 0
      return { flag, offset, length: (last ? last.index + last[0].length : offset) - offset }
    })
}

/** Each with the white space before it, or behind it where it stands first; no space twice. */
function removals(value: string, places: readonly Place[], start: number): readonly TextEdit[] {
  const edits: TextEdit[] = []
  let done = 0
  let isFirst = true
  for (const { offset, length } of places) {
    const before = /[ \t]*$/.exec(value.slice(done, offset))?.[0].length ?? 0
    isFirst &&= offset - before === done
    const behind = isFirst ? (/^[ \t]*/.exec(value.slice(offset + length))?.[0].length ?? 0) : 0
    const from = isFirst ? offset : offset - before
    done = offset + length + behind
    edits.push({ offset: start + from, length: done - from, content: '' })
  }
  return edits
}

/** Below the commented-out example, else at the end of the file. */
function newLine(text: string, exampleEnd: number | undefined, line: string): TextEdit {
  if (exampleEnd !== undefined && exampleEnd < text.length) {
    return { offset: exampleEnd, length: 0, content: `\n${line}` }
  }
  const lineFeed = text === '' || text.endsWith('\n') ? '' : '\n'
  return { offset: text.length, length: 0, content: `${lineFeed}${line}\n` }
}
