import type { FileState, HostSnapshot } from '#domain/host-snapshot.ts'
import type { MachineFiles } from '#host/machine-files.ts'
import type { SimulatedMachine } from './simulated-machine.ts'
import { containerPathsOf } from './simulated-paths.ts'

/** As the kernel has it (path_resolution(7)). */
const MAX_LINKS = 40

/**
 * The files of a simulated machine as the reading of a real one asks for them. Links lead within the tree only; a
 * directory is there when something is in it. Everything belongs to root.
 */
export function filesOf(machine: SimulatedMachine, access: HostSnapshot['access']): MachineFiles {
  const { description, texts, links, modes } = machine
  const { unreadableFiles, absentFiles } = description
  const programs = new Set(description.programs)
  const sockets = new Set(description.sockets)
  const paths = [...texts.keys(), ...links.keys(), ...Object.keys(unreadableFiles)]
  const all = [...paths, ...programs, ...sockets, ...machine.directories]
  const directories = new Set([...machine.directories, ...all.flatMap(parentsOf)])
  for (const path of absentFiles) directories.delete(path)

  function kindOf(path: string): 'directory' | 'socket' | 'file' | undefined {
    const real = resolveLinks(links, path)
    if (real === undefined) return undefined
    if (directories.has(real)) return 'directory'
    if (sockets.has(real)) return 'socket'
    return texts.has(real) || programs.has(real) || real in unreadableFiles ? 'file' : undefined
  }

  function read(path: string | undefined): FileState {
    if (path === undefined) return { kind: 'unreadable', reason: 'not-regular' }
    const reason = unreadableFiles[path]
    if (reason !== undefined && !(reason === 'permission' && access === 'elevated')) {
      return { kind: 'unreadable', reason }
    }
    const text = texts.get(path)
    if (text !== undefined) return { kind: 'text', text, mode: modeOf(path), uid: 0, gid: 0 }
    return kindOf(path) === undefined
      ? { kind: 'absent' }
      : { kind: 'unreadable', reason: 'not-regular' }
  }

  function modeOf(path: string): number {
    return modes.get(path) ?? (kindOf(path) === 'file' && !isExecutable(path) ? 0o644 : 0o755)
  }

  function isExecutable(path: string): boolean {
    return programs.has(path) || (machine.executables.has(path) && texts.has(path))
  }

  const files: Omit<MachineFiles, 'entryOf' | 'listSome'> = {
    readEditable: async (path) => {
      const parent = resolveLinks(links, path.slice(0, path.lastIndexOf('/')))
      const real = parent && `${parent === '/' ? '' : parent}${path.slice(path.lastIndexOf('/'))}`
      return read(real !== undefined && links.has(real) ? undefined : real)
    },
    readReference: async (path) => read(resolveLinks(links, path)),
    readStart: async (path, maxBytes) => {
      const file = read(resolveLinks(links, path))
      if (file.kind !== 'text') return kindOf(path) === 'file' ? new Uint8Array() : undefined
      return Buffer.from(file.text).subarray(0, maxBytes)
    },
    kindOf: async (path) => kindOf(path),
    list: async (path) => {
      const real = resolveLinks(links, path)
      const inside = [...all, ...directories].filter((one) => one.startsWith(`${real}/`))
      return [...new Set(inside.map((one) => one.slice(`${real}/`.length).split('/')[0] ?? ''))]
    },
    realPath: async (path) => resolveLinks(links, path) ?? path,
    isExecutable: async (path) => isExecutable(resolveLinks(links, path) ?? path),
    modeOf: async (path) => {
      const real = resolveLinks(links, path)
      return real === undefined || kindOf(real) === undefined ? undefined : modeOf(real)
    },
  }
  return { ...files, ...containerPathsOf(machine, files) }
}

function parentsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1, -1)
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)
}

/** Where a path leads within the tree; undefined for links that lead in a circle. */
function resolveLinks(links: ReadonlyMap<string, string>, path: string): string | undefined {
  let resolved = ''
  let rest = path.split('/')
  let followed = 0
  while (rest.length > 0) {
    const [part = '', ...others] = rest
    rest = others
    if (part === '' || part === '.') continue
    if (part === '..') {
      resolved = resolved.slice(0, Math.max(0, resolved.lastIndexOf('/')))
      continue
    }
    const target = links.get(`${resolved}/${part}`)
    if (target === undefined) {
      resolved = `${resolved}/${part}`
      continue
    }
    followed += 1
    if (followed > MAX_LINKS) return undefined
    if (target.startsWith('/')) resolved = ''
    rest = [...target.split('/'), ...rest]
  }
  return resolved || '/'
}
