import type { FileState } from '#domain/host-snapshot.ts'
import type { Result } from '#domain/result.ts'
import type { CommandWord } from './command-line.ts'
import { expandCommand, parseCommandLine } from './command-line.ts'
import { isDaemonCommand } from './dockerd-flags.ts'
import { optionWords } from './option-file-edits.ts'
import type { OptionFile, OptionFileProblem, OptionFileReader } from './option-file.ts'
import { parseOptionFile } from './option-file.ts'
import type { ServiceDefinition } from './unit-file.ts'
import { parseServiceFiles } from './unit-file.ts'

/** What was read about the service that runs Docker. Each file with its path; which those are, the reading knows. */
export type ConfigurationSnapshot = {
  /** The unit's fragment and drop-ins, in systemd's order; empty elsewhere. */
  readonly unitFiles: readonly NamedFile[]
  /** systemd's NeedDaemonReload: the unit's files changed since systemd read them. */
  readonly needsReload: boolean
  /** The script that starts Docker where systemd does not: /etc/init.d/docker or /etc/sv/docker/run. */
  readonly script: NamedFile | undefined
  /** The unit's environment files, or where a script's options are by convention. */
  readonly optionFiles: readonly NamedFile[]
}

export type NamedFile = { readonly path: string; readonly file: FileState }

/** Where the flags of the service's dockerd come from, and what they will be. */
export type DockerConfiguration = {
  /** How the service starts dockerd the next time, concluded from its files; undefined where that is not certain. */
  readonly nextArguments: readonly string[] | undefined
  readonly needsReload: boolean
  /** The file and variable whose options the service really passes to dockerd; undefined where there is none. */
  readonly options: OptionSource | undefined
  /** Where `--userns-remap` of `nextArguments` stands; undefined where it is not given or not found. */
  readonly remapFlagAt: FlagPlace | undefined
  /** `DOCKER_DRIVER` of the unit's environment, which dockerd takes for `--storage-driver` (moby daemon/command). */
  readonly driverVariable?: string | undefined
}

export type OptionSource = {
  readonly path: string
  readonly variable: string
  readonly file: FileState
  readonly content: Result<OptionFile, OptionFileProblem>
}

export type FlagPlace = {
  readonly in: 'unit' | 'options'
  readonly path: string
  /** 1-based. */
  readonly line: number
}

export type Manager = 'systemd' | 'openrc' | 'runit' | 'sysvinit' | 'unknown'

const NOTHING: DockerConfiguration = {
  nextArguments: undefined,
  needsReload: false,
  options: undefined,
  remapFlagAt: undefined,
}

/**
 * Follows the service's files to the command that they make. The running daemon's own command line is the judge of
 * where options come from: a file whose options do not reach dockerd is not taken for its source.
 */
export function readDockerConfiguration(
  snapshot: ConfigurationSnapshot | undefined,
  manager: Manager,
  runningArguments: readonly string[],
): DockerConfiguration {
  if (!snapshot) return NOTHING
  return manager === 'systemd'
    ? fromUnit(snapshot)
    : { ...NOTHING, ...fromScript(snapshot, manager, runningArguments) }
}

function fromUnit({
  unitFiles,
  optionFiles,
  needsReload,
}: ConfigurationSnapshot): DockerConfiguration {
  const texts = unitFiles.flatMap(({ path, file }) =>
    file.kind === 'text' ? [{ path, text: file.text }] : [],
  )
  if (texts.length === 0 || texts.length < unitFiles.length) return { ...NOTHING, needsReload }
  const service = parseServiceFiles(texts)
  const [command, ...others] = service.commands
  const words = command && others.length === 0 ? parseCommandLine(command.value) : undefined
  if (!command || !words || !isDaemonCommand(words.map(({ text }) => text))) {
    return { ...NOTHING, needsReload }
  }
  const files = environmentOf(service, optionFiles)
  const sources = words.flatMap(({ variable }) => {
    const source = variable === undefined ? undefined : sourceOf(variable, files, 'systemd')
    return source ? [source] : []
  })
  const values = valuesOf(words, sources, service, files)
  const nextArguments = values && expandCommand(words, values)
  return {
    needsReload,
    nextArguments,
    driverVariable: driverIn(service, files),
    // SUSE's command takes two variables of one file, and only DOCKER_OPTS stands there.
    options: sources.find(isSet) ?? sources[0],
    remapFlagAt: nextArguments && placeOfFlag(command, words, sources),
  }
}

/** The environment files that the unit names and that were read, in its order. */
function environmentOf(
  { environmentFiles }: ServiceDefinition,
  optionFiles: readonly NamedFile[],
): readonly NamedFile[] {
  return environmentFiles.flatMap(({ value }) =>
    optionFiles.filter(({ path }) => path === value).slice(0, 1),
  )
}

/** The last file that sets the variable, else the last file at all: there it can be set. */
function sourceOf(
  variable: string,
  files: readonly NamedFile[],
  reader: OptionFileReader,
): OptionSource | undefined {
  const sources = files.map(({ path, file }): OptionSource => {
    const text = file.kind === 'text' ? file.text : ''
    return { path, variable, file, content: parseOptionFile(text, variable, reader) }
  })
  return sources.findLast(isSet) ?? sources.at(-1)
}

/** Whether the file sets the variable, as far as it is understood. */
function isSet({ content }: OptionSource): boolean {
  return !content.ok || content.value.assignment !== undefined
}

function driverIn(
  { environment }: ServiceDefinition,
  files: readonly NamedFile[],
): string | undefined {
  const texts = [
    ...environment.map(({ value }) => value),
    ...files.flatMap(({ file }) => (file.kind === 'text' ? file.text.split('\n') : [])),
  ]
  return texts
    .map((text) => /^[ \t]*(?:[^#;]*[ \t])?["']?DOCKER_DRIVER=["']?([a-z0-9-]+)/.exec(text)?.[1])
    .findLast((driver) => driver !== undefined)
}

/** What the command's variables stand for; undefined where a file leaves that open, or `Environment=` has a say. */
function valuesOf(
  words: readonly CommandWord[],
  sources: readonly OptionSource[],
  { environment, environmentFiles }: ServiceDefinition,
  files: readonly NamedFile[],
): ReadonlyMap<string, string> | undefined {
  const variables = words.flatMap(({ variable }) => (variable === undefined ? [] : [variable]))
  if (variables.length > 0 && files.length < environmentFiles.length) return undefined
  if (variables.some((name) => environment.some(({ value }) => value.includes(`${name}=`)))) {
    return undefined
  }
  const values = new Map<string, string>()
  for (const { variable, file, content } of sources) {
    if (file.kind === 'unreadable' || !content.ok) return undefined
    values.set(variable, content.value.assignment?.value ?? '')
  }
  return values
}

function placeOfFlag(
  command: { readonly path: string; readonly line: number },
  words: readonly CommandWord[],
  sources: readonly OptionSource[],
): FlagPlace | undefined {
  if (words.some(({ text, variable }) => variable === undefined && isRemapFlag(text))) {
    return { in: 'unit', path: command.path, line: command.line }
  }
  return sources.map(placeInOptions).find((place) => place !== undefined)
}

function placeInOptions(source: OptionSource): FlagPlace | undefined {
  const assignment = source.content.ok ? source.content.value.assignment : undefined
  return assignment && optionWords(assignment.value).some(isRemapFlag)
    ? { in: 'options', path: source.path, line: assignment.line }
    : undefined
}

function isRemapFlag(word: string): boolean {
  return /^--userns-remap(?:=|$)/.test(word)
}

/** Where options stand by convention (moby contrib/init, alpine's aports, void-packages srcpkgs/moby). */
const CONVENTIONS: Readonly<Record<'openrc' | 'runit' | 'sysvinit', readonly Convention[]>> = {
  openrc: [{ path: '/etc/conf.d/docker', variable: 'DOCKER_OPTS' }],
  runit: [{ path: '/etc/sv/docker/conf', variable: 'OPTS' }],
  sysvinit: [
    { path: '/etc/default/docker', variable: 'DOCKER_OPTS' },
    { path: '/etc/sysconfig/docker', variable: 'DOCKER_OPTS' },
    { path: '/etc/sysconfig/docker', variable: 'OPTIONS' },
  ],
}

type Convention = { readonly path: string; readonly variable: string }

/**
 * A script can do anything, so only this is concluded: it names the variable, the file is where scripts of its kind
 * look, and the running daemon has these very options. Then it will have them again.
 */
function fromScript(
  { script, optionFiles }: ConfigurationSnapshot,
  manager: Exclude<Manager, 'systemd'>,
  runningArguments: readonly string[],
): Partial<DockerConfiguration> {
  const scriptText = script?.file.kind === 'text' ? script.file.text : undefined
  if (scriptText === undefined || manager === 'unknown') return {}
  const source = CONVENTIONS[manager]
    .filter(({ variable }) => new RegExp(`^[^#\n]*\\$\\{?${variable}\\b`, 'm').test(scriptText))
    .map(({ path, variable }) =>
      sourceOf(
        variable,
        optionFiles.filter((file) => file.path === path),
        'sh',
      ),
    )
    .find((candidate) => candidate !== undefined && candidate.file.kind !== 'unreadable')
  if (!source) return {}
  if (!source.content.ok) return { options: source }
  const words = optionWords(source.content.value.assignment?.value ?? '')
  return holds(runningArguments, words)
    ? { options: source, nextArguments: runningArguments, remapFlagAt: placeInOptions(source) }
    : { options: source }
}

function holds(argv: readonly string[], words: readonly string[]): boolean {
  return argv.some((_, index) => words.every((word, offset) => argv[index + offset] === word))
}
