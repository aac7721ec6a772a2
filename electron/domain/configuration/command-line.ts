/** One word of a command in a unit, before its variables are replaced. */
export type CommandWord = {
  /** Without quotes. */
  readonly text: string
  /** The word is nothing but `$NAME`: its value is split into words. */
  readonly variable: string | undefined
}

/**
 * The words of `ExecStart=` without its leading signs (systemd.service(5), "Command lines"); undefined for what is not
 * understood here: escapes, specifiers such as `%i`, several commands on one line, quotes inside a word.
 */
export function parseCommandLine(command: string): readonly CommandWord[] | undefined {
  const [, signs = '', text = ''] = /^[ \t\n\r]*([-:+!|]*)(.*?)[ \t\n\r]*$/s.exec(command) ?? []
  // `@` gives the program another name, `:` turns variables off.
  if (text.startsWith('@') || signs.includes(':') || /[\\%]|(?:^|\s);(?:\s|$)/.test(text)) {
    return undefined
  }
  const words: CommandWord[] = []
  let rest = text
  while (rest !== '') {
    const groups =
      /^(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^ \t\n\r"']+))(?:[ \t\n\r]+|$)/s.exec(
        rest,
      )
    if (!groups) return undefined
    rest = rest.slice(groups[0].length)
    const { double, single, bare } = groups.groups ?? {}
    const word = double ?? single ?? bare ?? ''
    const variable = bare === undefined ? undefined : /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(bare)?.[1]
    // `${NAME}` and `$$` inside words: not in any unit for Docker that was read.
    if (variable === undefined && word.includes('$')) return undefined
    words.push({ text: word, variable })
  }
  return words
}

/** The words that the program gets. A variable that is not set is no word; quotes in a value are not understood. */
export function expandCommand(
  words: readonly CommandWord[],
  values: ReadonlyMap<string, string>,
): readonly string[] | undefined {
  const expanded = words.map(({ text, variable }) => {
    if (variable === undefined) return [text]
    const value = values.get(variable) ?? ''
    return /["'\\]/.test(value) ? undefined : value.split(/[ \t\n]+/).filter(Boolean)
  })
  return expanded.includes(undefined) ? undefined : expanded.flatMap((part) => part ?? [])
}
