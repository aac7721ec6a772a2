import type { IdRange } from '#domain/id-range.ts'
import { includesId } from '#domain/id-range.ts'
import type { Identity } from './access.ts'
import type { Inode } from './path-reading.ts'
import type { Remedy } from './remedies.ts'
import { isPlainName, remedy, shellWord } from './remedies.ts'

/**
 * How to let the identities into a file or directory of the host; empty where nobody knows their IDs, and for names with
 * characters that would make a line look like another one than it is.
 */
export function openTo(
  path: string,
  kind: Inode['kind'],
  losers: readonly Identity[],
  range: IdRange,
  readWrite: boolean,
): readonly Remedy[] {
  const owners = losers.flatMap(({ uid, gids }) =>
    uid === undefined || uid >= range.count
      ? []
      : [{ uid: range.start + uid, gid: range.start + groupFor(uid, gids, range) }],
  )
  const last = owners.at(-1)
  if (last === undefined || !isPlainName(path)) return []
  const word = shellWord(path)
  const owner = `${last.uid}:${last.gid}`
  if (kind === 'directory') {
    const permissions = readWrite ? 'rwX' : 'rX'
    const entries = ['', 'd:'].flatMap((prefix) =>
      owners.map(({ uid }) => `-m ${prefix}u:${uid}:${permissions}`),
    )
    return [
      remedy('acl', [`sudo setfacl -R ${entries.join(' ')} ${word}`], { path }),
      remedy('chown', [`sudo chown -R ${owner} ${word}`], { path, owner }),
    ]
  }
  const permissions = readWrite ? 'rw' : 'r'
  const entries = owners.map(({ uid }) => `-m u:${uid}:${permissions}`).join(' ')
  const line = `sudo setfacl ${entries} ${word}`
  if (kind !== 'file') return [remedy('acl-until-replaced', [line], { path })]
  return [
    remedy('acl-file', [line], { path }),
    remedy('chown', [`sudo chown ${owner} ${word}`], { path, owner }),
  ]
}

function groupFor(uid: number, gids: readonly number[], { count }: IdRange): number {
  return gids.find((gid) => includesId({ start: 0, count }, gid)) ?? uid
}
