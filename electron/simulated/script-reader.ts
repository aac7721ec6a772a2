import type { JournalPlan } from '#domain/plan.ts'

/** A command of the script: its name and its words, unquoted. */
export type ScriptCommand = readonly [name: string, ...words: string[]]

/** The variable part of a compiled script (electron/domain/script.ts): what a simulated machine carries out. */
export type ReadScript = {
  readonly action: 'apply' | 'undo'
  /** The run that an undo takes back. */
  readonly undoes: string | undefined
  readonly expectations: readonly ScriptCommand[]
  readonly changes: readonly ScriptCommand[]
  readonly plan: JournalPlan
}

/**
 * Reads the words that a shell would read, so that the simulated machine does what the reviewed script says and not
 * what some plan behind it says. Throws when the script is not of the form that `compileScript` gives.
 */
export function readScript(script: string): ReadScript {
  const [, action, undoes] = readCommands(script.trimEnd().split('\n').at(-1) ?? '')[0] ?? []
  if (action !== 'apply' && action !== 'undo') throw new Error('The script runs nothing')
  const planText = readBlock(script, 'plan')[0]?.[2] ?? ''
  return {
    action,
    undoes: undoes || undefined,
    expectations: readBlock(script, 'expectations'),
    changes: readBlock(script, 'changes'),
    plan: JSON.parse(planText),
  }
}

function readBlock(script: string, name: string): readonly ScriptCommand[] {
  const head = `\n${name}() {\n`
  const start = script.indexOf(head)
  if (start === -1) throw new Error(`The script has no ${name}()`)
  return readCommands(script.slice(start + head.length), '}')
}

/**
 * Commands, one a line, as POSIX shells split them (XCU 2.3) as far as the compiled part goes: bare words, single
 * quotes (which may span lines), double quotes without escapes, backslashes outside of them, comments. Stops at the
 * command `end`.
 */
function readCommands(text: string, end?: string): readonly ScriptCommand[] {
  const commands: ScriptCommand[] = []
  let words: string[] = []
  let word: string | undefined
  let position = 0
  const endWord = () => {
    if (word !== undefined) words.push(word)
    word = undefined
  }
  while (position <= text.length) {
    const character = text[position] ?? '\n'
    if (character === '\n') {
      endWord()
      const [name, ...rest] = words
      if (name !== undefined && name === end) return commands
      if (name !== undefined) commands.push([name, ...rest])
      words = []
    } else if (character === ' ') endWord()
    else if (character === '#' && word === undefined) {
      const lineEnd = text.indexOf('\n', position)
      position = lineEnd === -1 ? text.length : lineEnd
      continue
    } else if (character === "'" || character === '"') {
      const close = text.indexOf(character, position + 1)
      word = (word ?? '') + text.slice(position + 1, close)
      position = close
    } else if (text.startsWith('\\\n', position)) position++
    else if (character === '\\') word = (word ?? '') + (text[++position] ?? '')
    else word = (word ?? '') + character
    position++
  }
  return commands
}
