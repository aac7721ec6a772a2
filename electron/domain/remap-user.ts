import type { Account } from './account-files.ts'
import type { HostFacts, SubordinateFileFacts } from './host-facts.ts'
import { endOf } from './id-range.ts'
import type { SubordinateProblem, SubordinateRange } from './subordinate-file.ts'

/** The name that `"userns-remap": "default"` stands for; Docker's documentation and audits expect it. */
export const DEFAULT_REMAP_USER = 'dockremap'

/** What a subordinate file says of one user: lines by name or by UID, read and unreadable ones. */
export type OwnLines = {
  readonly ranges: readonly SubordinateRange[]
  readonly problems: readonly SubordinateProblem[]
}

type Accounts = Pick<HostFacts, 'accounts'>

export function accountOf({ accounts }: Accounts, name: string): Account | undefined {
  return accounts.find((account) => account.name === name)
}

/** Docker looks in both files for the user's name and UID; a group's name does not count since 20.10. */
function isOwnedBy(
  { owner }: Pick<SubordinateRange, 'owner'>,
  remapUser: string,
  account: Account | undefined,
): boolean {
  return owner === remapUser || owner === String(account?.uid)
}

/**
 * A broken line is the user's where its first field is, whatever white space is around it: some readers take that
 * away, others do not.
 */
export function ownLinesOf(
  facts: Accounts,
  { ranges, problems }: Pick<SubordinateFileFacts, 'ranges' | 'problems'>,
  remapUser: string,
): OwnLines {
  const account = accountOf(facts, remapUser)
  return {
    ranges: ranges.filter((range) => isOwnedBy(range, remapUser, account)),
    problems: problems.filter(({ text }) =>
      isOwnedBy({ owner: text.split(':', 1)[0]?.trim() ?? '' }, remapUser, account),
    ),
  }
}

/** An account that somebody works under, with rootless containers of their own perhaps. */
export function isPerson({ systemIds }: Pick<HostFacts, 'systemIds'>, account: Account): boolean {
  return account.uid >= endOf(systemIds.uid) && !/\/(?:nologin|false)$/.test(account.shell)
}

/**
 * Whether the user's lines may be replaced once that is agreed to: those of dockremap, and of other system accounts.
 * Never those of a person, nor of a name without an account here: a directory service may know it.
 */
export function mayReplaceLines(
  facts: Pick<HostFacts, 'accounts' | 'systemIds'>,
  remapUser: string,
): boolean {
  const account = accountOf(facts, remapUser)
  return account === undefined ? remapUser === DEFAULT_REMAP_USER : !isPerson(facts, account)
}
