/** A flag on dockerd's command line. */
export type DockerdFlag = {
  /** Its long name as it is today: `host` for `-H`, `data-root` for `--graph`. */
  readonly name: string
  readonly value: string
  /** Its words in the list that was read: where the first stands, and how many they are. */
  readonly index: number
  readonly length: number
}

/** Other names: one-letter ones, and `--graph`, the data root's name before Docker 17.05. */
const FULL_NAMES = new Map([
  ['D', 'debug'],
  ['G', 'group'],
  ['H', 'host'],
  ['b', 'bridge'],
  ['g', 'data-root'],
  ['graph', 'data-root'],
  ['l', 'log-level'],
  ['p', 'pidfile'],
  ['r', 'restart'],
  ['s', 'storage-driver'],
  ['v', 'version'],
])

/** Flags that are true by being there and take no following word (moby daemon/command, config.go and options.go). */
const SWITCHES = new Set(
  (
    'allow-direct-routing cri-containerd d debug disable-legacy-registry experimental help icc init ip-forward ' +
    'ip-forward-no-drop ip-masq ip6tables iptables ipv6 live-restore no-new-privileges raw-logs restart rootless ' +
    'selinux-enabled tls tlsverify userland-proxy validate version'
  ).split(' '),
)

/**
 * dockerd's flags as pflag reads them: `--flag value`, `--flag=value`, `-Hvalue`, `-H value`. `words` is what follows
 * the program's name. A flag that is not a switch takes the next word, whatever it is.
 */
export function readDockerdFlags(words: readonly string[]): readonly DockerdFlag[] {
  const flags: DockerdFlag[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--') break
    const split = word.startsWith('--') ? splitLong(word) : splitShort(word)
    if (split === undefined) continue
    const isSwitch = SWITCHES.has(split.name)
    const takesNext = split.value === undefined && !isSwitch
    flags.push({
      name: split.name,
      value: split.value ?? (isSwitch ? 'true' : (words[index + 1] ?? '')),
      index,
      length: takesNext && index + 1 < words.length ? 2 : 1,
    })
    if (takesNext) index++
  }
  return flags
}

/** What follows the program's name: up to Docker 1.12 the daemon was `docker daemon`, before 1.8 `docker -d`. */
export function daemonWords(argv: readonly string[]): readonly string[] {
  const program = argv[0]?.split('/').at(-1)
  return argv.slice(program === 'docker' && argv[1] === 'daemon' ? 2 : 1)
}

/** Whether a command line starts the daemon itself, and not a shell or another program around it. */
export function isDaemonCommand(argv: readonly string[]): boolean {
  const program = argv[0]?.split('/').at(-1)
  return program === 'dockerd' || (program === 'docker' && argv[1] === 'daemon')
}

type SplitFlag = { readonly name: string; readonly value: string | undefined }

function splitLong(word: string): SplitFlag {
  const equals = word.indexOf('=')
  const name = word.slice(2, equals === -1 ? undefined : equals)
  return {
    name: FULL_NAMES.get(name) ?? name,
    value: equals === -1 ? undefined : word.slice(equals + 1),
  }
}

/** One-letter switches may stand before another letter: `-DH fd://`. The last letter is what counts here. */
function splitShort(word: string): SplitFlag | undefined {
  const groups = /^-[Dvr]*(?<letter>[A-Za-z])=?(?<value>.*)$/s.exec(word)?.groups
  const letter = groups?.['letter']
  if (letter === undefined) return undefined
  return { name: FULL_NAMES.get(letter) ?? letter, value: groups?.['value'] || undefined }
}
