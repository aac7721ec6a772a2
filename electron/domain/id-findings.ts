import { blocker, note, warning, when } from './finding.ts'
import type { Finding } from './findings.ts'
import type { HostFacts, SubordinateFileFacts } from './host-facts.ts'
import { endOf } from './id-range.ts'
import type { SubordinateRange } from './subordinate-file.ts'

/** Who hands out IDs on this machine, and how well /etc/subuid and /etc/subgid tell it. */
export function assessIds(facts: HostFacts): readonly Finding[] {
  const files = [facts.subuid, facts.subgid]
  const { pool, deterministic } = facts.allocation
  return [
    ...files.flatMap(invalidLines),
    ...files.flatMap(severalRanges),
    ...files.flatMap(overlappingRanges),
    ...subidServices(facts),
    ...directoryServices(facts),
    ...when(
      deterministic,
      warning('deterministic-ranges', ['SUB_UID_DETERMINISTIC yes'], {
        start: String(pool.start),
        end: String(endOf(pool) - 1),
      }),
    ),
    ...when(
      files.every(({ file, problems }) => file.kind !== 'unreadable' && problems.length === 0),
      note('subordinate-files-ok', [...facts.subuid.ranges, ...facts.subgid.ranges].map(lineOf)),
    ),
  ]
}

function invalidLines({ path, problems }: SubordinateFileFacts): readonly Finding[] {
  return problems.map(({ line, text, reason }) =>
    blocker('subordinate-line-invalid', [text], { path, line: String(line), reason }),
  )
}

function severalRanges({ path, ranges }: SubordinateFileFacts): readonly Finding[] {
  const owners = [...new Set(ranges.map(({ owner }) => owner))]
  return owners.flatMap((owner) => {
    const lines = ranges.filter((range) => range.owner === owner)
    return when(lines.length > 1, warning('several-ranges', lines.map(lineOf), { path, owner }))
  })
}

/** Docker 28 and newer gives dockremap the first login user's range when left to itself. */
function overlappingRanges({ path, ranges }: SubordinateFileFacts): readonly Finding[] {
  const sorted = ranges.toSorted((a, b) => a.start - b.start)
  const shared = new Set<SubordinateRange>()
  for (const [index, range] of sorted.entries()) {
    for (const next of sorted.slice(index + 1)) {
      if (next.start >= endOf(range)) break
      if (next.owner !== range.owner && next.count > 0) shared.add(range).add(next)
    }
  }
  return when(shared.size > 0, warning('overlapping-ranges', [...shared].map(lineOf), { path }))
}

/** shadow and its tools then ask the service; Docker reads the files all the same. */
function subidServices({ nameServices: { subid } }: HostFacts): readonly Finding[] {
  const services = subid.join(' ')
  return when(
    subid.some((service) => service !== 'files'),
    warning('subid-not-files', [`subid: ${services}`], { services }),
  )
}

function directoryServices({ idOwners, nameServices }: HostFacts): readonly Finding[] {
  const owners = idOwners.filter(({ kind }) => kind === 'directory-service')
  const services = [...new Set(owners.map(({ name }) => name))].join(' ')
  return when(
    owners.length > 0,
    warning('directory-service', [`passwd, group: ${nameServices.passwd.join(' ')}`], { services }),
  )
}

function lineOf({ owner, start, count }: SubordinateRange): string {
  return `${owner}:${start}:${count}`
}
