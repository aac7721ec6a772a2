import type { IdRange } from '#domain/id-range.ts'
import type { Identity } from './access.ts'
import { EXECUTE, HOST_IDS, READ, WRITE, mayAccess } from './access.ts'
import type { Inode } from './path-reading.ts'

/** What a container may do with an inode now and could no longer do when remapped. */
export type Loss = 'surely' | 'maybe' | 'none'

/** Compares how it is with how it would be: what a container never could is no loss. `losers` are those who lose. */
export function lossFor(
  inode: Inode,
  identities: readonly Identity[],
  range: IdRange,
  wanted: number,
): { readonly loss: Loss; readonly losers: readonly Identity[] } {
  const judged = identities.map((identity) => {
    const before = mayAccess(inode, identity, HOST_IDS, wanted)
    const after = mayAccess(inode, identity, range, wanted)
    const loss: Loss =
      before === 'no' || after === 'yes'
        ? 'none'
        : before === 'yes' && after === 'no'
          ? 'surely'
          : 'maybe'
    return { identity, loss }
  })
  const losers = judged.filter(({ loss }) => loss !== 'none')
  return {
    loss: losers.some(({ loss }) => loss === 'surely')
      ? 'surely'
      : losers.length > 0
        ? 'maybe'
        : 'none',
    losers: losers.map(({ identity }) => identity),
  }
}

/** Listing a directory and reaching what is in it, or reading a file. */
export function readingOf({ kind }: Inode): number {
  return kind === 'directory' ? READ | EXECUTE : READ
}

/** Making files in a directory, or changing a file. */
export function writingOf({ kind }: Inode): number {
  return kind === 'directory' ? WRITE | EXECUTE : WRITE
}
