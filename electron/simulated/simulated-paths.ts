import { parseGroup } from '#domain/account-files.ts'
import type { FileEntry, MachineFiles } from '#host/machine-files.ts'
import type { SimulatedMachine } from './simulated-machine.ts'

type Known = Pick<MachineFiles, 'kindOf' | 'modeOf' | 'list'>

/**
 * What containers get of the machine: the paths that host.json names, with their owners, besides the files of the tree.
 * Directories above them are root's. Docker's socket is there where the API tells something, as packages make it.
 */
export function containerPathsOf(
  { description, links, texts }: SimulatedMachine,
  files: Known,
): Pick<MachineFiles, 'entryOf' | 'listSome'> {
  const docker = parseGroup(texts.get('/etc/group') ?? '').find(({ name }) => name === 'docker')
  const socket = { kind: 'socket', uid: 0, gid: docker?.gid ?? 0, mode: '0660' } as const
  const named = new Map([
    ...(description.docker.info ? [['/var/run/docker.sock', socket] as const] : []),
    ...Object.entries(description.paths),
  ])
  const below = (path: string) => {
    const prefix = path === '/' ? '/' : `${path}/`
    return [...named.keys()].flatMap((one) =>
      one.startsWith(prefix) && one !== prefix ? [one.slice(prefix.length)] : [],
    )
  }
  return {
    async entryOf(path) {
      const target = links.get(path)
      if (target !== undefined) return { ...rootsOwn('link', 0o777), target }
      const own = named.get(path)
      if (own === 'denied') return own
      if (own) return { ...own, mode: Number.parseInt(own.mode, 8), target: undefined }
      const kind = await files.kindOf(path)
      if (kind !== undefined) return rootsOwn(kind, (await files.modeOf(path)) ?? 0)
      return below(path).length > 0 ? rootsOwn('directory', 0o755) : 'absent'
    },
    async listSome(path, count) {
      if ((await this.entryOf(path)) === 'denied') return undefined
      const names = below(path).map((name) => name.split('/')[0] ?? '')
      return [...new Set([...names, ...(await files.list(path))])].slice(0, count)
    },
  }
}

function rootsOwn(kind: FileEntry['kind'], mode: number): FileEntry {
  return { kind, uid: 0, gid: 0, mode, target: undefined }
}
