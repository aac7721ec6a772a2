import type { Machine } from './machine.ts'

/**
 * Every file, directory, link, socket and device of a machine with its mode, owner, size and times. Nothing can be
 * changed without the kernel setting its time of change (ctime, inode(7)), which no program can set itself; the times
 * at which files were read are left out.
 */
export type DiskRecord = ReadonlyMap<string, string>

/** Kernel interfaces, and what is the host's: the checkout and Node. */
const elsewhere = ['/proc', '/sys', '/opt/subroot', '/usr/local/bin/node']

export async function recordDisks(machine: Machine): Promise<DiskRecord> {
  const prune = elsewhere.map((path) => `-path ${path}`).join(' -o ')
  const format = '%p\\t%y %#m %u:%g %s %l modified %T@ changed %C@\\n'
  // A file may go away while find looks; it is then missing from the record, as it should be.
  const { stdout } = await machine.exec([
    'sh',
    '-c',
    `find / \\( ${prune} \\) -prune -o -printf '${format}'`,
  ])
  return new Map(
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]),
  )
}

/** What was made, changed or removed between two records, as `PATH: BEFORE -> AFTER`, but for a user's own files. */
export function changesBesidesThoseOf(
  user: string,
  before: DiskRecord,
  after: DiskRecord,
): readonly string[] {
  const isTheirs = (state: string | undefined) =>
    state === undefined || state.includes(` ${user}:${user} `)
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  return paths.flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)]
    return was === is || (isTheirs(was) && isTheirs(is))
      ? []
      : [`${path}: ${was ?? 'absent'} -> ${is ?? 'absent'}`]
  })
}
