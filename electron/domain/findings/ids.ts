import type { HostFacts, SubordinateFileFacts } from '#domain/host-facts.ts'
import { endOf } from '#domain/id-range.ts'
import { DEFAULT_REMAP_USER, mayReplaceLines, ownLinesOf } from '#domain/remap-user.ts'
import type { SubordinateRange } from '#domain/subordinate-file.ts'
import type { Declarations, Seen } from './declaration.ts'
import { when } from './declaration.ts'
import { documented, measured, readInSource, reported } from './sources.ts'

const SUBUID = 'https://man7.org/linux/man-pages/man5/subuid.5.html'

/** Who hands out IDs on this machine, and how well /etc/subuid and /etc/subgid tell it. */
export const idFindings = {
  /** One line of /etc/subuid or /etc/subgid. values: path, line, reason (a `SubordinateProblemReason`) */
  'subordinate-line-invalid': {
    severity: 'blocker',
    source: measured('https://github.com/moby/sys/blob/main/user/user.go'),
    find: (facts) => invalidLines(facts, 'of others'),
  },
  /** The same of dockremap's own lines, which can be replaced. values: path, line, reason */
  'remap-user-line-invalid': {
    severity: 'blocker',
    source: measured('https://github.com/moby/sys/blob/main/user/user.go'),
    consent: 'normalise-ranges',
    find: (facts) => invalidLines(facts, 'of dockremap'),
  },
  /** One owner has several lines in one file. values: path, owner; evidence: the lines */
  'several-ranges': {
    severity: 'warning',
    source: reported('https://github.com/moby/moby/issues/39301'),
    find: ({ subuid, subgid }) => [subuid, subgid].flatMap(severalRanges),
  },
  /** Docker 28 and newer gives dockremap the first login user's range when left to itself. values: path */
  'overlapping-ranges': {
    severity: 'warning',
    source: measured(
      'https://github.com/moby/moby/blob/master/daemon/internal/usergroup/add_linux.go',
    ),
    find: ({ subuid, subgid }) => [subuid, subgid].flatMap(overlappingRanges),
  },
  /** shadow and its tools then ask the service; Docker reads the files all the same. values: service */
  'subid-not-files': {
    severity: 'warning',
    source: readInSource('https://github.com/shadow-maint/shadow/blob/master/lib/nss.c'),
    find: ({ nameServices: { subid } }) =>
      when(subid !== 'files', [`subid: ${subid}`], { service: subid }),
  },
  /** values: services */
  'directory-service': {
    severity: 'warning',
    source: documented('https://docs.pagure.org/sssd.sssd/design_pages/idmap.html'),
    find: ({ idOwners, nameServices }) => {
      const owners = idOwners.filter(({ kind }) => kind === 'directory-service')
      const services = [...new Set(owners.map(({ name }) => name))].join(' ')
      return when(owners.length > 0, [`passwd, group: ${nameServices.passwd.join(' ')}`], {
        services,
      })
    },
  },
  /** SUB_UID_DETERMINISTIC: useradd computes ranges instead of looking for free ones. values: start, end */
  'deterministic-ranges': {
    severity: 'warning',
    source: readInSource('https://github.com/shadow-maint/shadow/blob/master/man/login.defs.5.xml'),
    find: ({ allocation: { uid, gid } }) =>
      when(uid.deterministic, ['SUB_UID_DETERMINISTIC yes'], {
        start: String(Math.min(uid.pool.start, gid.pool.start)),
        end: String(Math.max(endOf(uid.pool), endOf(gid.pool)) - 1),
      }),
  },
  'subordinate-files-ok': {
    severity: 'note',
    source: documented(SUBUID),
    find: ({ subuid, subgid }) =>
      when(
        [subuid, subgid].every(
          ({ file, problems }) => file.kind !== 'unreadable' && problems.length === 0,
        ),
        [...subuid.ranges, ...subgid.ranges].map(lineOf),
      ),
  },
} as const satisfies Declarations

function invalidLines(facts: HostFacts, whose: 'of dockremap' | 'of others'): readonly Seen[] {
  const mayReplace = mayReplaceLines(facts, DEFAULT_REMAP_USER)
  return [facts.subuid, facts.subgid].flatMap((file) => {
    const own = mayReplace ? ownLinesOf(facts, file, DEFAULT_REMAP_USER).problems : []
    return file.problems
      .filter((problem) => own.includes(problem) === (whose === 'of dockremap'))
      .map(({ line, text, reason }) => ({
        evidence: [text],
        values: { path: file.path, line: String(line), reason },
      }))
  })
}

function severalRanges({ path, ranges }: SubordinateFileFacts): readonly Seen[] {
  const owners = [...new Set(ranges.map(({ owner }) => owner))]
  return owners.flatMap((owner) => {
    const lines = ranges.filter((range) => range.owner === owner)
    return when(lines.length > 1, lines.map(lineOf), { path, owner })
  })
}

function overlappingRanges({ path, ranges }: SubordinateFileFacts): readonly Seen[] {
  const sorted = ranges.toSorted((a, b) => a.start - b.start)
  const shared = new Set<SubordinateRange>()
  for (const [index, range] of sorted.entries()) {
    for (const next of sorted.slice(index + 1)) {
      if (next.start >= endOf(range)) break
      if (next.owner !== range.owner && next.count > 0) shared.add(range).add(next)
    }
  }
  return when(shared.size > 0, [...shared].map(lineOf), { path })
}

function lineOf({ owner, start, count }: SubordinateRange): string {
  return `${owner}:${start}:${count}`
}
