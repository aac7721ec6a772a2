import { checkChoices, effectiveRange, findSystemId, replacesLines } from './choices.ts'
import type { ConfigurationWay, Consent } from './consents.ts'
import type { DockerService } from './docker-service.ts'
import { editStep } from './edit-step.ts'
import type { FindingCode } from './findings/catalogue.ts'
import { assess, openBlockers } from './findings/catalogue.ts'
import type { HostFacts, SubordinateFileFacts } from './host-facts.ts'
import type { FileState } from './host-snapshot.ts'
import type { IdRange } from './id-range.ts'
import type { BootLoaderTool, KernelArgumentTool } from './kernel-tools.ts'
import { configurationSteps } from './plan-configuration.ts'
import { kernelSteps, needsReboot } from './plan-kernel.ts'
import { DEFAULT_REMAP_USER, accountOf, ownLinesOf } from './remap-user.ts'
import type { Result } from './result.ts'
import { failure, success } from './result.ts'
import { addSubordinateRange, replaceSubordinateLines } from './subordinate-file.ts'
import type { TextEdit } from './text-edit.ts'

/** What the user decided. UIDs and GIDs get the same range. */
export type Choices = {
  /** Login name of the remap user, `dockremap` unless the user names another. */
  readonly remapUser: string
  readonly range: IdRange
  readonly way: ConfigurationWay
  /** What the user agreed to beyond turning remapping on. */
  readonly consents: readonly Consent[]
}

/** A reason why these choices cannot become a plan. The page turns it into a sentence beside the field. */
export type ChoiceProblem = {
  readonly field: 'remapUser' | 'range' | 'way'
  readonly code: ChoiceProblemCode
  readonly severity: 'blocker' | 'warning'
  readonly values: Readonly<Record<string, string>>
  /** With this agreement the plan takes care of it, and it is no longer a problem. */
  readonly consent?: Consent
}

export type ChoiceProblemCode =
  | 'name-empty'
  /** `root` or another account with UID 0: Docker would silently leave remapping off. */
  | 'name-root'
  /** Only digits: Docker takes it for a UID. */
  | 'name-numeric'
  /** `default`, Docker's word for dockremap. */
  | 'name-reserved'
  /** Not a name that useradd accepts. */
  | 'name-invalid'
  /** More than 32 characters. */
  | 'name-too-long'
  /** The user exists, but no group of that name: Docker would not start. */
  | 'group-missing'
  /** The user does not exist, but a group of that name does, and it is in use. values: members */
  | 'group-in-use'
  /** A person's account: its own rootless containers would share the range. */
  | 'login-user'
  /** The user has other subordinate ranges already. values: ranges */
  | 'other-ranges'
  /** Broken lines are to be put in order, but they are another user's. values: owner */
  | 'lines-of-other-user'
  /** No ID is left for a system account. */
  | 'no-system-id'
  /** `userns-remap` cannot be written where the choices say. */
  | 'way-unavailable'
  | 'not-a-range'
  | 'beyond-ids'
  | 'too-small'
  | 'too-large'
  /** values: owner and kind (of the `IdOwner`), ids, start, end */
  | 'owned'

/** What will be done, in order, and everything needed to show it, do it, check it and take it back. Plain JSON. */
export type Plan = {
  readonly version: 1
  readonly action: 'apply' | 'undo'
  /** The run that an undo takes back: its journal says what it created and which containers ran. */
  readonly undoes?: string
  readonly remapUser: string
  readonly range: IdRange
  /** The value of `userns-remap` in daemon.json once remapping is on: `default` for dockremap, else the user's name. */
  readonly usernsRemap: string
  readonly dataRoot: string
  /** `<dataRoot>/<uid>.<gid>` (moby setupDaemonRoot). */
  readonly remappedDataRoot: string
  /** These steps only prepare the kernel: the rest comes after a reboot, and Docker is not touched yet. */
  readonly needsReboot: boolean
  /** The boot in which a plan that needs a reboot was made: while it lasts, the machine was not restarted. */
  readonly bootId?: string | undefined
  readonly steps: readonly PlanStep[]
}

/** `id` is stable and is what a `RunEvent` names. */
export type PlanStep = { readonly id: string } & (
  | { readonly kind: 'create-group'; readonly name: string; readonly gid: number }
  | {
      readonly kind: 'create-user'
      readonly name: string
      readonly uid: number
      readonly gid: number
      readonly line: string
    }
  | ({ readonly kind: 'edit-file' } & FileChange)
  /** `line`: its line in /etc/passwd, which is there exactly so. */
  | {
      readonly kind: 'remove-user'
      readonly name: string
      readonly uid: number
      readonly line: string
    }
  | { readonly kind: 'remove-group'; readonly name: string; readonly gid: number }
  /** After a drop-in was written or removed: `systemctl daemon-reload`. */
  | { readonly kind: 'reload-units' }
  /** `dockerd --validate` with the service's own flags; Docker 23 or newer. Stands before Docker stops. */
  | {
      readonly kind: 'validate-docker'
      readonly program: string
      readonly arguments: readonly string[]
    }
  /** Where a restart would leave containers running that Docker no longer knows (live-restore). */
  | { readonly kind: 'stop-containers' }
  | { readonly kind: 'restart-docker'; readonly service: DockerService }
  | { readonly kind: 'verify-docker'; readonly remapped: boolean; readonly dataRoot: string }
  /** The running kernel's limit, from `before` to `value`; its file in /etc/sysctl.d is an `edit-file` step. */
  | {
      readonly kind: 'set-kernel-limit'
      readonly name: 'user.max_user_namespaces'
      readonly before: number
      readonly value: number
    }
  /** For the next boot. Arguments are `KERNEL_ARGUMENT`s; what is so already is left alone, by Undo too. */
  | {
      readonly kind: 'change-kernel-arguments'
      readonly loader: KernelArgumentTool
      readonly add: readonly string[]
      readonly remove: readonly string[]
    }
  /** After an `edit-file` of what the boot loader's own files are made from. */
  | { readonly kind: 'update-boot-loader'; readonly loader: BootLoaderTool }
)

/** One file's change. `before`/`after` undefined: the file does not exist then. Digests are hexadecimal SHA-256. */
export type FileChange = {
  readonly path: string
  readonly before: { readonly text: string; readonly sha256: string } | undefined
  readonly after: { readonly text: string; readonly sha256: string } | undefined
  /** Turns `before` into `after`; offsets in UTF-16 units of `before` (the script counts bytes). */
  readonly edits: readonly TextEdit[]
  /** Mode for a file that is created, for example 0o644; an existing file keeps its own. */
  readonly mode: number
  readonly lasting?: Lasting
  /** Undo takes only what the run itself wrote out of a file that others changed since (undo-merge.ts). */
  readonly merged?: true | undefined
}

/**
 * Undo leaves the change, and so does going back once Docker was stopped: with what the file said before, Docker would
 * not start as it ran then (it was changed while Docker ran).
 */
type Lasting = true | undefined

/**
 * A plan as the journal keeps it, readable by everyone: without the files' texts, because daemon.json may hold
 * secrets, but for what the run itself wrote. Undo gets a text back from the file as it is now: while it still has the
 * digest in `after`, `applyEdits(current, inverseEdits)` is byte for byte what was there before the run. In a file that
 * others changed since, it looks for `ours`.
 */
export type JournalPlan = Omit<Plan, 'steps'> & { readonly steps: readonly JournalStep[] }

export type JournalStep =
  | Exclude<PlanStep, { readonly kind: 'edit-file' }>
  | ({ readonly id: string; readonly kind: 'edit-file' } & JournalFileChange)

export type JournalFileChange = {
  readonly path: string
  readonly before: { readonly sha256: string } | undefined
  readonly after: { readonly sha256: string } | undefined
  /** Turns `after` into `before`; offsets in UTF-16 units of `after`. Empty when `before` or `after` is absent. */
  readonly inverseEdits: readonly TextEdit[]
  /** What each edit put in, in the order of `inverseEdits`; of a file that was created, its whole text. */
  readonly ours: readonly string[]
  readonly mode: number
  readonly lasting?: Lasting
  readonly merged?: true | undefined
}

/** Why there is no plan: something on the machine stands in the way, or the choices do. */
export type PlanProblem =
  | { readonly code: 'blocked'; readonly findings: readonly FindingCode[] }
  | { readonly code: 'choices-invalid'; readonly problems: readonly ChoiceProblem[] }

/**
 * The plan that turns remapping on. User, group and ranges come before Docker's configuration, because Docker itself
 * would give dockremap a range that may be somebody else's. Steps that are already so are left out.
 */
export function createPlan(facts: HostFacts, choices: Choices): Result<Plan, PlanProblem> {
  const blockers = openBlockers(assess(facts), choices.consents)
  if (blockers.length > 0) {
    return failure({ code: 'blocked', findings: blockers.map(({ code }) => code) })
  }
  const problems = checkChoices(facts, choices).filter(({ severity }) => severity === 'blocker')
  if (problems.length > 0) return failure({ code: 'choices-invalid', problems })

  const { remapUser } = choices
  const range = effectiveRange(facts, choices)
  const usernsRemap = remapUser === DEFAULT_REMAP_USER ? 'default' : remapUser
  const dataRoot = known(facts.docker.dataRoot)
  const remappedDataRoot = `${dataRoot}/${range.start}.${range.start}`
  const { subuid, subgid } = facts
  const head = {
    version: 1,
    action: 'apply',
    remapUser,
    range,
    usernsRemap,
    dataRoot,
    remappedDataRoot,
  } as const
  if (needsReboot(facts)) {
    const { bootId } = facts.kernel
    return success({ ...head, needsReboot: true, bootId, steps: kernelSteps(facts) })
  }
  return success({
    ...head,
    needsReboot: false,
    steps: [
      ...kernelSteps(facts),
      ...accountSteps(facts, remapUser),
      ...editStep('edit-subuid', subuid.path, subuid.file, rangeEdits(facts, subuid, choices)),
      ...editStep('edit-subgid', subgid.path, subgid.file, rangeEdits(facts, subgid, choices)),
      ...configurationSteps(facts, choices, usernsRemap),
      { id: 'verify-docker', kind: 'verify-docker', remapped: true, dataRoot: remappedDataRoot },
    ],
  })
}

/** A system account that nobody can log in to; its UID is its GID unless the group is there already. */
function accountSteps(facts: HostFacts, name: string): readonly PlanStep[] {
  if (accountOf(facts, name)) return []
  const uid = known(findSystemId(facts))
  const group = facts.groups.find((group) => group.name === name)
  const gid = group?.gid ?? uid
  const line = `${name}:x:${uid}:${gid}::/nonexistent:/usr/sbin/nologin`
  return [
    ...(group ? [] : [{ id: 'create-group', kind: 'create-group', name, gid } as const]),
    { id: 'create-user', kind: 'create-user', name, uid, gid, line },
  ]
}

function rangeEdits(
  facts: HostFacts,
  file: SubordinateFileFacts,
  choices: Choices,
): readonly TextEdit[] {
  const text = textOf(file.file) ?? ''
  const range = { owner: choices.remapUser, ...effectiveRange(facts, choices) }
  const { ranges, problems } = ownLinesOf(facts, file, choices.remapUser)
  if (replacesLines(facts, choices)) {
    return replaceSubordinateLines(text, [...ranges, ...problems], range)
  }
  // checkChoices has seen to it that a line of this user is the chosen range.
  return ranges.length > 0 ? [] : addSubordinateRange(text, range)
}

function textOf(file: FileState): string | undefined {
  return file.kind === 'text' ? file.text : undefined
}

/** What the checks before have made sure of. */
function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('A plan was made from facts that are not known')
  return value
}
