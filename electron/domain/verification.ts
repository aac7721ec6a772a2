import type { ContainerProcess } from './container-process.ts'
import type { HostFacts, SubordinateFileFacts } from './host-facts.ts'
import type { Plan } from './plan.ts'
import { ownLinesOf } from './remap-user.ts'

/** One proof that the plan came true, with what was seen. */
export type CheckOf<Code extends string> = {
  readonly code: Code
  /** undefined: could not be looked at yet (no container runs, the socket is not readable). Never counted as passed. */
  readonly ok: boolean | undefined
  /** What was read, in the machine's own words. */
  readonly evidence: string
  /** What the plan said it would be. */
  readonly expected: string
}

export type Check = CheckOf<
  | 'daemon-reports-remapping'
  | 'data-root'
  | 'subordinate-ranges'
  | 'container-mapping'
  | 'container-root-on-host'
>

/** Of test containers, which are started only when the user says so (proof/proof-checks.ts). */
export type LiveCheck = CheckOf<'test-container-mapping' | 'test-file-owner' | 'break-out'>

type PlanHead = Pick<Plan, 'remapUser' | 'range' | 'remappedDataRoot'>

/**
 * Compares the machine with what an applied plan said. Containers that were started with `--userns=host` have asked for
 * the host's own namespace: they are not counted, and neither are they a proof. Where Docker cannot be asked which ones
 * those are, a process in the host's namespace leaves open whether it is one of them.
 */
export function verifyApplied(
  plan: PlanHead,
  facts: HostFacts,
  processes: readonly ContainerProcess[],
): readonly Check[] {
  const exempt = new Set(
    facts.docker.containers.filter(({ usernsMode }) => usernsMode === 'host').map(({ id }) => id),
  )
  const counted = processes.filter(({ containerId }) => !exempt.has(containerId))
  const isUnclear =
    facts.docker.api !== 'answers' && counted.some(({ hostUserNamespace }) => hostUserNamespace)
  const remapped = isUnclear ? [] : counted
  return [
    checkDaemon(facts),
    checkDataRoot(plan, facts),
    checkSubordinateRanges(plan, facts),
    checkContainerMapping(plan, remapped),
    checkContainerRoot(plan, remapped),
  ]
}

function checkDaemon({ docker: { remapped } }: HostFacts): Check {
  const expected = 'name=userns'
  const evidence = remapped === undefined ? '' : remapped ? expected : 'no name=userns'
  return { code: 'daemon-reports-remapping', ok: remapped, evidence, expected }
}

function checkDataRoot({ remappedDataRoot }: PlanHead, { docker }: HostFacts): Check {
  return {
    code: 'data-root',
    ok: docker.api === 'answers' ? docker.dataRoot === remappedDataRoot : undefined,
    evidence: docker.dataRoot ?? '',
    expected: remappedDataRoot,
  }
}

/** Each file has one line for the user, with the planned range. */
function checkSubordinateRanges({ remapUser, range }: PlanHead, facts: HostFacts): Check {
  const files = [facts.subuid, facts.subgid]
  const isReadable = files.every(({ file }) => file.kind !== 'unreadable')
  const found = files.map((file) => `${file.path}: ${ownLines(file, remapUser, facts).join(' ')}`)
  const isPlanned = files.every((file) => {
    const lines = ownLines(file, remapUser, facts)
    return lines.length === 1 && lines[0]?.endsWith(`:${range.start}:${range.count}`)
  })
  return {
    code: 'subordinate-ranges',
    ok: isReadable ? isPlanned : undefined,
    evidence: found.join('; '),
    expected: `${remapUser}:${range.start}:${range.count}`,
  }
}

function ownLines(
  file: SubordinateFileFacts,
  remapUser: string,
  facts: HostFacts,
): readonly string[] {
  return ownLinesOf(facts, file, remapUser).ranges.map(
    ({ owner, start, count }) => `${owner}:${start}:${count}`,
  )
}

function checkContainerMapping({ range }: PlanHead, processes: readonly ContainerProcess[]): Check {
  const expected = `0 ${range.start} ${range.count}`
  const maps = processes.map(({ uidMappings }) =>
    uidMappings
      .map(({ containerId, hostId, size }) => `${containerId} ${hostId} ${size}`)
      .join(', '),
  )
  return {
    code: 'container-mapping',
    ok: maps.length === 0 ? undefined : maps.every((map) => map === expected),
    evidence: [...new Set(maps)].join('; '),
    expected,
  }
}

/** Processes that are UID 0 inside; their GID inside need not be 0. */
function checkContainerRoot({ range }: PlanHead, processes: readonly ContainerProcess[]): Check {
  const roots = processes.filter(({ uid }) => uid.container === 0)
  const seen = roots.map(({ uid, gid }) => `0:${gid.container ?? '?'} → ${uid.host}:${gid.host}`)
  const isPlanned = roots.every(
    ({ uid, gid }) =>
      uid.host === range.start &&
      (gid.container === undefined || gid.host === range.start + gid.container),
  )
  return {
    code: 'container-root-on-host',
    ok: roots.length === 0 ? undefined : isPlanned,
    evidence: [...new Set(seen)].join('; '),
    expected: `0:0 → ${range.start}:${range.start}`,
  }
}
