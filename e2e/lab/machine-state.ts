import type { Machine } from './machine.ts'

/** The files that turning remapping on may touch, and those beside them that it must not spoil. */
const watchedPaths = [
  '/etc/subuid',
  '/etc/subgid',
  '/etc/passwd',
  '/etc/group',
  '/etc/shadow',
  '/etc/gshadow',
  '/etc/docker/daemon.json',
  '/etc/default/docker',
  '/etc/systemd/system/docker.service.d/zz-subroot.conf',
]

/** A file as it is: `absent`, or mode, owner, group and SHA-256. */
export type WatchedFile = { readonly path: string; readonly state: string }

export type MachineState = {
  readonly dockerVersion: string
  readonly remapped: boolean
  readonly dataRoot: string
  readonly files: readonly WatchedFile[]
}

export async function readMachineState(machine: Machine): Promise<MachineState> {
  const format = '{{.ServerVersion}}\t{{.DockerRootDir}}\t{{json .SecurityOptions}}'
  const info = await machine.shell(`docker info --format '${format}' 2>/dev/null`)
  const [dockerVersion = '', dataRoot = '', securityOptions = ''] = info.split('\t')
  return {
    dockerVersion,
    remapped: securityOptions.includes('name=userns'),
    dataRoot,
    files: await readWatchedFiles(machine),
  }
}

/**
 * Also works while Docker does not. /etc/shadow tells the day on which `dockremap` was made: that day alone is left out,
 * so that what is compared may be older than midnight.
 */
export async function readWatchedFiles(machine: Machine): Promise<readonly WatchedFile[]> {
  const lines = await machine.shell(`
    content() {
      if [ "$1" = /etc/shadow ]; then sed '/^dockremap:/s/:[0-9]*:/:DAY:/' "$1"; else cat "$1"; fi
    }
    for path in ${watchedPaths.join(' ')}; do
      if [ -e "$path" ]; then
        printf '%s %s\\n' "$(stat -c '%a %u:%g' "$path")" "$(content "$path" | sha256sum | cut -c1-64)"
      else
        echo absent
      fi
    done`)
  const states = lines.split('\n')
  return watchedPaths.map((path, index) => ({ path, state: states[index] ?? '' }))
}

/** The paths whose bytes, mode or owner are not the same, or that exist in one reading only. */
export function changedPaths(
  before: readonly WatchedFile[],
  after: readonly WatchedFile[],
): readonly string[] {
  return before.filter(({ state }, index) => after[index]?.state !== state).map(({ path }) => path)
}
