/** What Subroot needs of dockerd's command line; undefined where the flag is not given. */
export type DockerdArguments = {
  readonly configFile: string | undefined
  readonly usernsRemap: string | undefined
  readonly dataRoot: string | undefined
  readonly storageDriver: string | undefined
  readonly hosts: readonly string[]
}

/** Other names of flags: one-letter ones, and `--graph`, the data root's name before Docker 17.05. */
const FULL_NAMES = new Map([
  ['H', 'host'],
  ['g', 'data-root'],
  ['graph', 'data-root'],
  ['s', 'storage-driver'],
])

const KNOWN_FLAGS = new Set(['config-file', 'userns-remap', 'data-root', 'storage-driver', 'host'])

/**
 * dockerd's argv, program name first, as pflag reads it: `--flag value`, `--flag=value`, `-Hvalue`, `-H value`. The
 * last value of a flag wins; `--host` may be repeated. Flags not listed above are skipped.
 */
export function parseDockerdArguments(argv: readonly string[]): DockerdArguments {
  const flags = readFlags(argv.slice(1))
  const last = (name: string) => flags.findLast((flag) => flag.name === name)?.value
  return {
    configFile: last('config-file'),
    usernsRemap: last('userns-remap'),
    dataRoot: last('data-root'),
    storageDriver: last('storage-driver'),
    hosts: flags.filter((flag) => flag.name === 'host').map((flag) => flag.value),
  }
}

type Flag = { readonly name: string; readonly value: string }

function readFlags(words: readonly string[]): readonly Flag[] {
  const flags: Flag[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--') break
    const { name, value } = word.startsWith('--') ? splitLong(word) : splitShort(word)
    if (name === undefined || !KNOWN_FLAGS.has(name)) continue
    flags.push({ name, value: value ?? words[++index] ?? '' })
  }
  return flags
}

type SplitFlag = { readonly name: string | undefined; readonly value: string | undefined }

function splitLong(word: string): SplitFlag {
  const equals = word.indexOf('=')
  const name = word.slice(2, equals === -1 ? undefined : equals)
  return {
    name: FULL_NAMES.get(name) ?? name,
    value: equals === -1 ? undefined : word.slice(equals + 1),
  }
}

/** `-D` and `-v` take no value and may stand before another letter: `-DH fd://`. */
function splitShort(word: string): SplitFlag {
  const groups = /^-[Dv]*(?<letter>[A-Za-z])=?(?<value>.*)$/s.exec(word)?.groups
  const letter = groups?.['letter']
  return {
    name: letter && (FULL_NAMES.get(letter) ?? letter),
    value: groups?.['value'] || undefined,
  }
}
