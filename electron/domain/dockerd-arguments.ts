/** What Subroot needs of dockerd's command line; undefined where the flag is not given. */
export type DockerdArguments = {
  readonly configFile: string | undefined
  readonly usernsRemap: string | undefined
  readonly dataRoot: string | undefined
  readonly storageDriver: string | undefined
  readonly liveRestore: boolean
  readonly hosts: readonly string[]
}

const LONG_NAMES: Readonly<Record<string, string>> = {
  H: 'host',
  g: 'data-root',
  graph: 'data-root', // its name before Docker 17.05
  s: 'storage-driver',
}

const VALUE_FLAGS = new Set(['config-file', 'userns-remap', 'data-root', 'storage-driver', 'host'])

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
    liveRestore: /^(?:1|t|true)$/i.test(last('live-restore') ?? ''),
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
    if (name === undefined) continue
    if (value !== undefined) flags.push({ name, value })
    else if (VALUE_FLAGS.has(name)) flags.push({ name, value: words[++index] ?? '' })
    else flags.push({ name, value: 'true' })
  }
  return flags
}

type SplitFlag = { readonly name: string | undefined; readonly value: string | undefined }

function splitLong(word: string): SplitFlag {
  const equals = word.indexOf('=')
  const name = word.slice(2, equals === -1 ? undefined : equals)
  return {
    name: LONG_NAMES[name] ?? name,
    value: equals === -1 ? undefined : word.slice(equals + 1),
  }
}

/** `-D` and `-v` take no value and may stand before another letter: `-DH fd://`. */
function splitShort(word: string): SplitFlag {
  const groups = /^-[Dv]*(?<letter>[A-Za-z])=?(?<value>.*)$/s.exec(word)?.groups
  const letter = groups?.['letter']
  return { name: letter && (LONG_NAMES[letter] ?? letter), value: groups?.['value'] || undefined }
}
