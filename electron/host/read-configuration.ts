import type {
  ConfigurationSnapshot,
  NamedFile,
} from '#domain/configuration/docker-configuration.ts'
import { parseServiceFiles } from '#domain/configuration/unit-file.ts'
import type { DockerUnit, FileState, MachineSnapshot } from '#domain/host-snapshot.ts'
import { readReferenceFile } from './file-reader.ts'

type ReadFile = (path: string) => Promise<FileState>

/** Scripts that start Docker without systemd, and where they look for options (moby contrib/init, void-packages). */
const SCRIPTS = ['/etc/init.d/docker', '/etc/sv/docker/run']
const OPTION_FILES = [
  '/etc/conf.d/docker',
  '/etc/default/docker',
  '/etc/sv/docker/conf',
  '/etc/sysconfig/docker',
]

/** The files that Docker's service is made of: the unit's and those it names, or a script's. Undefined without either. */
export async function readConfiguration(
  unit: DockerUnit | undefined,
  { systemdBooted, initCommand }: Pick<MachineSnapshot, 'systemdBooted' | 'initCommand'>,
  read: ReadFile = readReferenceFile,
): Promise<ConfigurationSnapshot | undefined> {
  if (systemdBooted) return unit && readUnit(unit, read)
  const [scripts, optionFiles] = await Promise.all([
    // Packages may bring both; only runit reads its own.
    readAll(initCommand.startsWith('runit') ? SCRIPTS.toReversed() : SCRIPTS, read),
    readAll(OPTION_FILES, read),
  ])
  const script = scripts.find(({ file }) => file.kind !== 'absent')
  return script && { unitFiles: [], needsReload: false, script, optionFiles }
}

async function readUnit(unit: DockerUnit, read: ReadFile): Promise<ConfigurationSnapshot> {
  const paths = [unit.fragmentPath, ...unit.dropInPaths].filter((path) => path.startsWith('/'))
  const unitFiles = await readAll(paths, read)
  const { environmentFiles } = parseServiceFiles(
    unitFiles.flatMap(({ path, file }) =>
      file.kind === 'text' ? [{ path, text: file.text }] : [],
    ),
  )
  // A pattern names files that are not known here; then the facts leave the command open.
  const named = environmentFiles
    .map(({ value }) => value)
    .filter((path) => /^\/[^*?[%]*$/.test(path))
  return {
    unitFiles,
    needsReload: unit.needsReload ?? false,
    script: undefined,
    optionFiles: await readAll([...new Set(named)], read),
  }
}

function readAll(paths: readonly string[], read: ReadFile): Promise<readonly NamedFile[]> {
  return Promise.all(paths.map(async (path) => ({ path, file: await read(path) })))
}
