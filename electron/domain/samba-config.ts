import type { IdRange } from './id-range.ts'

/** What smb.conf(5) says of the IDs that winbind gives out. */
export type SambaConfig = {
  readonly idmapRanges: readonly IdRange[]
  /** The file names others, or the registry: there may be more ranges than these. */
  readonly isPartial: boolean
}

/**
 * `idmap config DOMAIN : range = 1000000-2000000` and the older `idmap uid =` and `idmap gid =` of smb.conf(5). Names
 * there ignore case and inner white space; included files are not followed, and `include = registry` and
 * `config backend = registry` lead to tdb files that only root may read.
 */
export function parseSambaConfig(text: string): SambaConfig {
  const ranges =
    /^[ \t]*idmap[ \t]*(?:config[^:\n#;]*:[ \t]*range|uid|gid)[ \t]*=[ \t]*(?<first>\d+)[ \t]*-[ \t]*(?<last>\d+)/gim
  return {
    idmapRanges: [...text.matchAll(ranges)].map(({ groups = {} }) => {
      const start = Number(groups['first'])
      return { start, count: Math.max(0, Number(groups['last']) - start + 1) }
    }),
    isPartial: /^[ \t]*(?:include|config[ \t]*file|config[ \t]*backend|copy)[ \t]*=/im.test(text),
  }
}
