import type { FileState } from '#domain/host-snapshot.ts'
import type { TextEdit } from '#domain/text-edit.ts'
import { applyEdits } from '#domain/text-edit.ts'
import type {
  ConfigurationSnapshot,
  DockerConfiguration,
  Manager,
  NamedFile,
} from './docker-configuration.ts'
import { readDockerConfiguration } from './docker-configuration.ts'
import type { DockerdFlag } from './dockerd-flags.ts'
import { readDockerdFlags } from './dockerd-flags.ts'
import { isOwnFile } from './own-file.ts'
import { dropOption } from './option-file-edits.ts'
import { parseServiceFiles } from './unit-file.ts'

/** How `--userns-remap` can be taken off the service's command line: out of its options, or by a drop-in over its unit. */
export type RemapFlagDrop = {
  readonly edits: readonly {
    readonly path: string
    readonly file: FileState
    readonly edits: readonly TextEdit[]
  }[]
  /** Whether one of them is a drop-in, which systemd has to read. */
  readonly needsReload: boolean
  /** The service as it is then: the same command without the flag. */
  readonly configuration: DockerConfiguration
}

/** In the service's own directory, so that it wins over packages' files; the name sorts behind other drop-ins. */
export const DROP_IN_PATH = '/etc/systemd/system/docker.service.d/zz-subroot.conf'

/**
 * undefined where the flag is not given, or where Subroot cannot be sure: what would be written is read again in the
 * same way, and has to give the same command without the flag. `editable` are the files that a plan may edit.
 */
export function findRemapFlagDrop(
  snapshot: ConfigurationSnapshot | undefined,
  manager: Manager,
  runningArguments: readonly string[],
  editable: Readonly<Record<string, FileState>>,
): RemapFlagDrop | undefined {
  if (!snapshot || snapshot.needsReload) return undefined
  const before = readDockerConfiguration(snapshot, manager, runningArguments)
  if (!before.nextArguments || flagsIn(before.nextArguments).length === 0) return undefined

  const options = optionDrop(before, editable)
  const dropIn = manager === 'systemd' ? dropInFor(snapshot, editable) : undefined
  const dropped: ConfigurationSnapshot = {
    ...snapshot,
    unitFiles: dropIn ? withDropIn(snapshot.unitFiles, dropIn.text) : snapshot.unitFiles,
    optionFiles: options
      ? snapshot.optionFiles.map((named) =>
          named.path === options.path ? { path: named.path, file: options.after } : named,
        )
      : snapshot.optionFiles,
  }
  const expected = withoutFlags(before.nextArguments)
  const configuration = readDockerConfiguration(dropped, manager, expected)
  if (configuration.nextArguments?.join('\0') !== expected.join('\0')) return undefined
  const added = dropIn && { offset: 0, length: 0, content: dropIn.text }
  return {
    edits: [
      ...(options ? [{ path: options.path, file: options.file, edits: options.edits }] : []),
      ...(dropIn && added ? [{ path: DROP_IN_PATH, file: dropIn.file, edits: [added] }] : []),
    ],
    needsReload: dropIn !== undefined,
    configuration,
  }
}

function optionDrop(
  { options }: DockerConfiguration,
  editable: Readonly<Record<string, FileState>>,
) {
  if (options?.file.kind !== 'text' || !options.content.ok) return undefined
  if (!isOwnFile(options.file, editable[options.path])) return undefined
  const edits = dropOption(options.content.value, 'userns-remap')
  if (edits.length === 0) return undefined
  const after: FileState = { ...options.file, text: applyEdits(options.file.text, edits) }
  return { path: options.path, file: options.file, edits, after }
}

function dropInFor(
  { unitFiles }: ConfigurationSnapshot,
  editable: Readonly<Record<string, FileState>>,
) {
  const file = editable[DROP_IN_PATH]
  const texts = unitFiles.flatMap(({ path, file }) =>
    file.kind === 'text' ? [{ path, text: file.text }] : [],
  )
  const [command, ...others] = parseServiceFiles(texts).commands
  if (file?.kind !== 'absent' || !command || others.length > 0) return undefined
  const shorter = withoutFlagText(command.value)
  if (shorter === command.value) return undefined
  const text = [
    '# Made by Subroot: the command of docker.service without --userns-remap, which is set elsewhere or off.',
    '[Service]',
    'ExecStart=',
    `ExecStart=${shorter}`,
    '',
  ].join('\n')
  return { file, text }
}

/** In one or two words, in quotes or not. What it leaves is checked by whoever calls. */
function withoutFlagText(command: string): string {
  return command.replaceAll(
    /\s+(?:"--userns-remap=[^"]*"|'--userns-remap=[^']*'|--userns-remap(?:=|\s+)(?:"[^"]*"|'[^']*'|[^\s"']*))(?=\s|$)/g,
    '',
  )
}

/** systemd reads a unit's drop-ins in the order of their names, whatever their directories (systemd.unit(5)). */
function withDropIn(unitFiles: readonly NamedFile[], text: string): readonly NamedFile[] {
  const [fragment, ...dropIns] = unitFiles
  const dropIn: NamedFile = {
    path: DROP_IN_PATH,
    file: { kind: 'text', text, mode: 0o644, uid: 0, gid: 0 },
  }
  const sorted = [...dropIns, dropIn].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  return fragment ? [fragment, ...sorted] : sorted
}

function nameOf({ path }: NamedFile): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function flagsIn(words: readonly string[]): readonly DockerdFlag[] {
  return readDockerdFlags(words).filter(({ name }) => name === 'userns-remap')
}

function withoutFlags(words: readonly string[]): readonly string[] {
  const flags = flagsIn(words)
  return words.filter(
    (_, position) =>
      !flags.some(({ index, length }) => position >= index && position < index + length),
  )
}
