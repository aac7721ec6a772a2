import type { IdRange } from './id-range.ts'

/**
 * The ranges that winbind gives out: `idmap config DOMAIN : range = 1000000-2000000` and the older `idmap uid =` and
 * `idmap gid =` of smb.conf(5). Names there ignore case and inner white space; included files are not followed.
 */
export function parseIdmapRanges(text: string): readonly IdRange[] {
  const lines =
    /^[ \t]*idmap[ \t]*(?:config[^:\n#;]*:[ \t]*range|uid|gid)[ \t]*=[ \t]*(?<first>\d+)[ \t]*-[ \t]*(?<last>\d+)/gim
  return [...text.matchAll(lines)].map(({ groups = {} }) => {
    const start = Number(groups['first'])
    return { start, count: Math.max(0, Number(groups['last']) - start + 1) }
  })
}
