/** A file of a unit: its fragment, or a drop-in. */
export type UnitText = { readonly path: string; readonly text: string }

/** What a service's files together say about how it starts (systemd.service(5), systemd.exec(5)). */
export type ServiceDefinition = {
  /** The commands of `ExecStart=`, as written, and where; a service that is not a oneshot has one. */
  readonly commands: readonly UnitSetting[]
  /** `Environment=`, as written. */
  readonly environment: readonly UnitSetting[]
  /** Paths of `EnvironmentFile=`. A later file's variables win. */
  readonly environmentFiles: readonly (UnitSetting & { readonly mayBeAbsent: boolean })[]
}

export type UnitSetting = {
  readonly value: string
  readonly path: string
  /** 1-based: where the setting begins. */
  readonly line: number
}

/** The fragment and its drop-ins, in the order in which systemd reads them. An empty value forgets the ones before. */
export function parseServiceFiles(files: readonly UnitText[]): ServiceDefinition {
  const settings = files.flatMap(settingsIn)
  const valuesOf = (name: string) => {
    const own = settings.filter((setting) => setting.name === name)
    const reset = own.findLastIndex(({ value }) => value === '')
    return own.slice(reset + 1).map(({ value, path, line }) => ({ value, path, line }))
  }
  return {
    commands: valuesOf('ExecStart'),
    environment: valuesOf('Environment'),
    environmentFiles: valuesOf('EnvironmentFile').map(({ value, path, line }) => ({
      value: value.replace(/^-/, ''),
      path,
      line,
      mayBeAbsent: value.startsWith('-'),
    })),
  }
}

/** The settings of [Service]. A backslash at the end continues a line, over comments too (systemd.syntax(7)). */
function settingsIn({
  path,
  text,
}: UnitText): readonly (UnitSetting & { readonly name: string })[] {
  const settings: (UnitSetting & { readonly name: string })[] = []
  let section = ''
  let begun: { readonly line: number; readonly text: string } | undefined
  // One more line ends what a backslash at the very end has begun.
  for (const [index, raw] of linesOf(`${text}\n`)) {
    const trimmed = raw.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '')
    if (/^[#;]/.test(trimmed) || (trimmed === '' && begun === undefined)) continue
    const whole = begun ? `${begun.text} ${trimmed}` : trimmed
    const line = begun?.line ?? index + 1
    if (whole.endsWith('\\')) {
      begun = { line, text: whole.slice(0, -1) }
      continue
    }
    begun = undefined
    section = /^\[(.*)\]$/.exec(whole)?.[1] ?? section
    const groups = /^(?<name>[A-Za-z]+)[ \t]*=[ \t]*(?<value>.*)$/s.exec(whole)?.groups
    if (section !== 'Service' || !groups) continue
    settings.push({ name: groups['name'] ?? '', value: groups['value'] ?? '', path, line })
  }
  return settings
}

/**
 * Lines with their index as an editor counts them. A carriage return and NUL end a line too. One end of a line is each of
 * them at most once, and nothing after NUL: CR LF is one, CR CR LF is two with an empty line between (systemd's read_line;
 * seen with systemd 252).
 */
function linesOf(text: string): readonly (readonly [index: number, line: string])[] {
  // A byte order mark is skipped once, before any line.
  const parts = text
    .replace(/^\uFEFF/m, '')
    .matchAll(/(?<line>[^\r\n\0]*)(?<end>(?:\r\n|\n\r|\r|\n)\0?|\0|$)/g)
  const lines: (readonly [index: number, line: string])[] = []
  let index = 0
  for (const { groups = {} } of parts) {
    lines.push([index, groups['line'] ?? ''])
    if (groups['end']?.includes('\n') === true) index += 1
  }
  return lines
}
