import type { Account } from './account-files.ts'
import { waysOf } from './configuration/ways.ts'
import type { HostFacts } from './host-facts.ts'
import type { IdRange } from './id-range.ts'
import { CONTAINER_ID_COUNT, endOf, includesId } from './id-range.ts'
import type { ChoiceProblem, ChoiceProblemCode, Choices } from './plan.ts'
import {
  DEFAULT_REMAP_USER,
  accountOf,
  isPerson,
  mayReplaceLines,
  ownLinesOf,
} from './remap-user.ts'
import type { RangeProblem } from './subordinate-allocator.ts'
import { checkRange, suggestRange } from './subordinate-allocator.ts'
import type { SubordinateRange } from './subordinate-file.ts'

/**
 * What to suggest: dockremap with the range it has, else with a free one. Where dockremap cannot be used as it is (it
 * shares its range with somebody), dockremap2 and so on. undefined when nothing can be suggested at all.
 */
export function suggestChoices(facts: HostFacts): Choices | undefined {
  const names = ['', '2', '3', '4', '5', '6', '7', '8', '9'].map(
    (suffix) => `${DEFAULT_REMAP_USER}${suffix}`,
  )
  for (const remapUser of names) {
    // Broken lines block until their replacement is agreed to; then several lines are no problem either.
    const isBroken = hasBrokenLines(facts, remapUser)
    const consents = isBroken ? (['normalise-ranges'] as const) : []
    const range = candidates(facts, remapUser, isBroken).find((range) =>
      checkChoices(facts, { remapUser, range, way: 'daemon-config', consents }).every(
        ({ severity }) => severity === 'warning',
      ),
    )
    if (range) return { remapUser, range, way: 'daemon-config', consents: [] }
  }
  return undefined
}

/** The range that the user has; else, or where its lines are replaced anyway, also a free one. */
function candidates(facts: HostFacts, remapUser: string, isReplaced: boolean): readonly IdRange[] {
  const existing = rangesOf(facts, remapUser).map(({ start, count }) => ({ start, count }))
  const suggested = suggestRange(facts)
  if (existing.length > 0 && !isReplaced) return existing.slice(0, 1)
  const kept = existing
    .filter(({ count }) => count >= CONTAINER_ID_COUNT)
    .map(({ start }) => ({ start, count: CONTAINER_ID_COUNT }))
  return suggested ? [...kept, suggested] : kept
}

/** Why these choices cannot become a plan (blockers), or had better not (warnings). */
export function checkChoices(facts: HostFacts, choices: Choices): readonly ChoiceProblem[] {
  const range = effectiveRange(facts, choices)
  return [
    ...checkRemapUser(facts, choices),
    ...checkWay(facts, choices),
    ...checkRange(facts, range, choices.remapUser).map(toChoiceProblem),
  ]
}

/**
 * The range that the choices come to: where the user has a larger one from the same start already, that one, unless the
 * user's lines are replaced.
 */
export function effectiveRange(
  facts: HostFacts,
  choices: Pick<Choices, 'remapUser' | 'range' | 'consents'>,
): IdRange {
  return replacesLines(facts, choices) ? choices.range : extendedRange(facts, choices)
}

function extendedRange(
  facts: HostFacts,
  { remapUser, range }: Pick<Choices, 'remapUser' | 'range'>,
): IdRange {
  const existing = rangesOf(facts, remapUser)[0]
  return existing && existing.start === range.start && existing.count > range.count
    ? { start: existing.start, count: existing.count }
    : range
}

/** Whether the plan puts one line in place of all the user's own: there is something wrong with them, and it may. */
export function replacesLines(
  facts: HostFacts,
  choices: Pick<Choices, 'remapUser' | 'range' | 'consents'>,
): boolean {
  const { remapUser, consents } = choices
  return (
    consents.includes('normalise-ranges') &&
    mayReplaceLines(facts, remapUser) &&
    (hasBrokenLines(facts, remapUser) || hasOtherRanges(facts, choices))
  )
}

/**
 * An ID for a new system account, as `useradd --system` takes it: the highest free one. It is free as UID and as GID,
 * and no line of /etc/subuid or /etc/subgid names it as owner, for that would give the account a second range.
 */
export function findSystemId(facts: HostFacts): number | undefined {
  const { uid, gid } = facts.systemIds
  const taken = new Set([
    ...facts.accounts.flatMap((account) => [account.uid, account.gid]),
    ...facts.groups.map((group) => group.gid),
    ...[...facts.subuid.ranges, ...facts.subgid.ranges].map(({ owner }) => Number(owner)),
  ])
  for (let id = Math.min(endOf(uid), endOf(gid)) - 1; id >= Math.max(uid.start, gid.start); id--) {
    if (!taken.has(id)) return id
  }
  return undefined
}

/** The lines of both files that give `remapUser` IDs, by name or by UID. */
function rangesOf(facts: HostFacts, remapUser: string): readonly SubordinateRange[] {
  return [facts.subuid, facts.subgid].flatMap((file) => ownLinesOf(facts, file, remapUser).ranges)
}

function hasBrokenLines(facts: HostFacts, remapUser: string): boolean {
  return [facts.subuid, facts.subgid].some(
    (file) => ownLinesOf(facts, file, remapUser).problems.length > 0,
  )
}

function checkRemapUser(facts: HostFacts, choices: Choices): readonly ChoiceProblem[] {
  const { remapUser } = choices
  const account = accountOf(facts, remapUser)
  const nameCode = nameProblem(remapUser, account)
  if (nameCode) return [userProblem(nameCode)]
  return [
    ...(account ? checkAccount(facts, account) : checkNewAccount(facts, remapUser)),
    ...checkOtherRanges(facts, choices),
  ]
}

function nameProblem(name: string, account: Account | undefined): ChoiceProblemCode | undefined {
  if (name === '') return 'name-empty'
  if (name === 'root' || account?.uid === 0 || /^0+$/.test(name)) return 'name-root'
  if (/^\d+$/.test(name)) return 'name-numeric'
  if (name === 'default') return 'name-reserved'
  if (name.length > 32) return 'name-too-long'
  // An account that exists may have a name that useradd would not give.
  const pattern = account ? /^[A-Za-z_][A-Za-z0-9_.-]*$/ : /^[a-z_][a-z0-9_-]*$/
  return pattern.test(name) ? undefined : 'name-invalid'
}

function checkAccount(facts: HostFacts, account: Account): readonly ChoiceProblem[] {
  const hasGroup = facts.groups.some((group) => group.name === account.name)
  return [
    ...(hasGroup ? [] : [userProblem('group-missing')]),
    ...(isPerson(facts, account) ? [userProblem('login-user', {}, 'warning')] : []),
  ]
}

function checkNewAccount(facts: HostFacts, name: string): readonly ChoiceProblem[] {
  const group = facts.groups.find((group) => group.name === name)
  const users = facts.accounts.filter((account) => account.gid === group?.gid)
  const members = [...(group?.members ?? []), ...users.map((account) => account.name)]
  const isSystemGroup = group === undefined || includesId(facts.systemIds.gid, group.gid)
  return [
    ...(members.length > 0 || !isSystemGroup
      ? [userProblem('group-in-use', { members: members.join(' ') })]
      : []),
    ...(findSystemId(facts) === undefined ? [userProblem('no-system-id')] : []),
  ]
}

/**
 * At most one line in each file, and only the chosen range. Docker would join several in the order of the file (before
 * 19.03 in that of their starts; up to 27 those of the UID alone, where there are any), and the kernel refuses lines that
 * overlap: so several are never adopted, only replaced, and only once that is agreed to.
 */
function checkOtherRanges(facts: HostFacts, choices: Choices): readonly ChoiceProblem[] {
  const { remapUser } = choices
  const isAgreed = choices.consents.includes('normalise-ranges')
  if (isAgreed && remapUser !== DEFAULT_REMAP_USER && hasBrokenLines(facts, DEFAULT_REMAP_USER)) {
    return [userProblem('lines-of-other-user', { owner: DEFAULT_REMAP_USER })]
  }
  if (!hasOtherRanges(facts, choices)) return []
  const mayReplace = mayReplaceLines(facts, remapUser)
  if (isAgreed && mayReplace) return []
  const lines = rangesOf(facts, remapUser).map(
    ({ owner, start, count }) => `${owner}:${start}:${count}`,
  )
  const problem = userProblem('other-ranges', { ranges: [...new Set(lines)].join(' ') })
  return [mayReplace ? { ...problem, consent: 'normalise-ranges' } : problem]
}

function hasOtherRanges(facts: HostFacts, choices: Pick<Choices, 'remapUser' | 'range'>): boolean {
  const chosen = extendedRange(facts, choices)
  return [facts.subuid, facts.subgid].some((file) => {
    const { ranges } = ownLinesOf(facts, file, choices.remapUser)
    return (
      ranges.length > 1 ||
      ranges.some(({ start, count }) => start !== chosen.start || count !== chosen.count)
    )
  })
}

function checkWay(facts: HostFacts, { way }: Choices): readonly ChoiceProblem[] {
  return waysOf(facts).includes(way)
    ? []
    : [{ field: 'way', code: 'way-unavailable', severity: 'blocker', values: {} }]
}

function userProblem(
  code: ChoiceProblemCode,
  values: ChoiceProblem['values'] = {},
  severity: ChoiceProblem['severity'] = 'blocker',
): ChoiceProblem {
  return { field: 'remapUser', code, severity, values }
}

function toChoiceProblem(problem: RangeProblem): ChoiceProblem {
  if (problem.code !== 'owned') {
    const severity = problem.code === 'too-large' ? 'warning' : 'blocker'
    return { field: 'range', code: problem.code, severity, values: {} }
  }
  const { name, kind, ids, range, severity } = problem.owner
  return {
    field: 'range',
    code: 'owned',
    severity: severity === 'refuse' ? 'blocker' : 'warning',
    values: {
      owner: name,
      kind,
      ids,
      start: String(range.start),
      end: String(endOf(range) - 1),
    },
  }
}
