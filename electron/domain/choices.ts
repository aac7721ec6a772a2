import type { Account } from './account-files.ts'
import { waysOf } from './configuration/ways.ts'
import type { HostFacts } from './host-facts.ts'
import type { IdRange } from './id-range.ts'
import { endOf, includesId } from './id-range.ts'
import type { ChoiceProblem, ChoiceProblemCode, Choices } from './plan.ts'
import type { RangeProblem } from './subordinate-allocator.ts'
import { checkRange, suggestRange } from './subordinate-allocator.ts'
import type { SubordinateRange } from './subordinate-file.ts'

/** The name that `"userns-remap": "default"` stands for; Docker's documentation and audits expect it. */
export const DEFAULT_REMAP_USER = 'dockremap'

/**
 * What to suggest: dockremap with the range it has, else with a free one. Where dockremap cannot be used as it is (it
 * shares its range with somebody), dockremap2 and so on. undefined when nothing can be suggested at all.
 */
export function suggestChoices(facts: HostFacts): Choices | undefined {
  const names = ['', '2', '3', '4', '5', '6', '7', '8', '9'].map(
    (suffix) => `${DEFAULT_REMAP_USER}${suffix}`,
  )
  for (const remapUser of names) {
    const range = rangesOf(facts, remapUser)[0] ?? suggestRange(facts)
    if (!range) continue
    const choices: Choices = {
      remapUser,
      range: { start: range.start, count: range.count },
      way: 'daemon-config',
      consents: [],
    }
    const problems = checkChoices(facts, choices)
    if (problems.every(({ severity }) => severity === 'warning')) return choices
  }
  return undefined
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

/** The range that the choices come to: where the user has a larger one from the same start already, that one. */
export function effectiveRange(
  facts: HostFacts,
  { remapUser, range }: Pick<Choices, 'remapUser' | 'range'>,
): IdRange {
  const existing = rangesOf(facts, remapUser)[0]
  return existing && existing.start === range.start && existing.count > range.count
    ? { start: existing.start, count: existing.count }
    : range
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
  const account = accountOf(facts, remapUser)
  return [...facts.subuid.ranges, ...facts.subgid.ranges].filter((range) =>
    isOwnedBy(range, remapUser, account),
  )
}

/** Docker looks in both files for the user's name and UID; a group's name does not count since 20.10. */
export function isOwnedBy(
  { owner }: SubordinateRange,
  remapUser: string,
  account: Account | undefined,
): boolean {
  return owner === remapUser || owner === String(account?.uid)
}

export function accountOf({ accounts }: HostFacts, name: string): Account | undefined {
  return accounts.find((account) => account.name === name)
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
  const isPerson =
    account.uid >= endOf(facts.systemIds.uid) && !/\/(?:nologin|false)$/.test(account.shell)
  return [
    ...(hasGroup ? [] : [userProblem('group-missing')]),
    ...(isPerson ? [userProblem('login-user', {}, 'warning')] : []),
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

/** At most one line in each file, and only the chosen range: Docker would join several in the order of the file. */
function checkOtherRanges(facts: HostFacts, choices: Choices): readonly ChoiceProblem[] {
  const account = accountOf(facts, choices.remapUser)
  const chosen = effectiveRange(facts, choices)
  const hasOthers = [facts.subuid, facts.subgid].some(({ ranges }) => {
    const own = ranges.filter((range) => isOwnedBy(range, choices.remapUser, account))
    return (
      own.length > 1 ||
      own.some(({ start, count }) => start !== chosen.start || count !== chosen.count)
    )
  })
  if (!hasOthers) return []
  const lines = rangesOf(facts, choices.remapUser).map(
    ({ owner, start, count }) => `${owner}:${start}:${count}`,
  )
  return [userProblem('other-ranges', { ranges: [...new Set(lines)].join(' ') })]
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
