import { dockerServiceOf } from './docker-service.ts'
import type { HostFacts } from './host-facts.ts'
import type { FileState } from './host-snapshot.ts'
import type { JournalFileChange, JournalPlan, JournalStep, Plan, PlanStep } from './plan.ts'
import { digested } from './edit-step.ts'
import { accountOf } from './remap-user.ts'
import type { Result } from './result.ts'
import { assertNever, failure, success } from './result.ts'
import { sha256 } from './sha256.ts'
import { applyEdits } from './text-edit.ts'
import type { Difference, MergeProblemReason, OwnPart } from './undo-merge.ts'
import { takeOutParts, takeOutSettings } from './undo-merge.ts'

/** Why a run cannot be taken back. */
export type UndoProblem =
  /** What the run wrote into the file was changed since: somebody's change would be lost. */
  | {
      readonly code: 'file-changed'
      readonly path: string
      readonly reason: MergeProblemReason | 'removed'
      readonly difference: Difference
    }
  /** Not readable to us, or no regular text file any more. */
  | { readonly code: 'file-unreadable'; readonly path: string }
  /** The account or group is not the one that the run created; the difference is of its line in `path`. */
  | {
      readonly code: 'account-changed'
      readonly name: string
      readonly path: '/etc/passwd' | '/etc/group'
      readonly difference: Difference
    }
  /** Others have the group of the run's user as their primary group now. */
  | { readonly code: 'group-in-use'; readonly name: string; readonly users: readonly string[] }
  /** The run prepared the kernel, and remapping is on now: that has to be taken back first. */
  | { readonly code: 'still-needed' }
  /** Everything is as it was before the run. */
  | { readonly code: 'nothing-to-undo' }

type UndoSteps = Result<readonly PlanStep[], UndoProblem>

/**
 * The plan that takes an applied run back, the last step first: byte for byte, and only what the run itself wrote where
 * others changed a file since. What reads the files follows, and Docker restarts once all is as before, unless the run
 * had only prepared the kernel. What is already as before is left out; a file that the run created is removed. `runId`
 * names the run.
 */
export function createUndoPlan(
  applied: JournalPlan,
  facts: HostFacts,
  runId: string,
): Result<Plan, UndoProblem> {
  const restarts = applied.steps.some(({ kind }) => kind === 'restart-docker')
  // What the kernel was prepared for: without it, no remapped container would start.
  if (!restarts && facts.docker.remapped === true) return failure({ code: 'still-needed' })
  const steps: PlanStep[] = []
  for (const step of applied.steps.toReversed()) {
    const undone = undoStep(step, facts)
    if (!undone.ok) return undone
    steps.push(...undone.value)
  }
  if (steps.length === 0) return failure({ code: 'nothing-to-undo' })
  return success({
    ...applied,
    action: 'undo',
    undoes: runId,
    steps: [
      ...steps,
      ...applied.steps.filter(isReader),
      ...(restarts ? restartSteps(applied, facts) : []),
    ],
  })
}

type Reader = Extract<PlanStep, { kind: 'reload-units' | 'update-boot-loader' }>

/** What reads the edited files: it comes after all of them are as before. */
function isReader(step: JournalStep): step is Reader {
  return step.kind === 'reload-units' || step.kind === 'update-boot-loader'
}

function restartSteps(applied: JournalPlan, facts: HostFacts): readonly PlanStep[] {
  const stops =
    facts.docker.liveRestore || applied.steps.some(({ kind }) => kind === 'stop-containers')
  return [
    ...(stops ? [{ id: 'stop-containers', kind: 'stop-containers' } as const] : []),
    { id: 'restart-docker', kind: 'restart-docker', service: dockerServiceOf(facts) },
    { id: 'verify-docker', kind: 'verify-docker', remapped: false, dataRoot: applied.dataRoot },
  ]
}

function undoStep(step: JournalStep, facts: HostFacts): UndoSteps {
  switch (step.kind) {
    case 'edit-file':
      return undoEdit(step.id, step, facts)
    case 'create-user':
      return undoUser(step, facts)
    case 'create-group':
      return undoGroup(step, facts)
    case 'set-kernel-limit':
      return success(undoLimit(step, facts))
    case 'change-kernel-arguments':
      // What the run really did is in root's journal: the script takes back no more than that.
      return success([{ ...step, add: step.remove, remove: step.add }])
    case 'remove-user':
    case 'remove-group':
    case 'reload-units':
    case 'validate-docker':
    case 'stop-containers':
    case 'restart-docker':
    case 'verify-docker':
    case 'update-boot-loader':
      return success([])
    default:
      return assertNever(step)
  }
}

function undoEdit(id: string, change: JournalFileChange, facts: HostFacts): UndoSteps {
  const { path, before, after, inverseEdits, mode, lasting } = change
  if (lasting) return success([])
  const file = fileAt(facts, path)
  if (file === undefined || file.kind === 'unreadable') {
    return failure({ code: 'file-unreadable', path })
  }
  const text = file.kind === 'text' ? file.text : undefined
  const current = text === undefined ? undefined : sha256(text)
  if (current === before?.sha256) return success([])
  if (text === undefined) return fileChanged(change, 'removed', '')
  if (current !== after?.sha256) return mergeEdit(id, change, text, facts)

  const edits =
    before === undefined ? [{ offset: 0, length: text.length, content: '' }] : inverseEdits
  const restored = before === undefined ? undefined : digested(applyEdits(text, edits))
  // The journal's edits and its digest do not fit together: then nothing is certain.
  if (restored?.sha256 !== before?.sha256) return fileChanged(change, 'untraceable', text)
  return success([
    { id, kind: 'edit-file', path, before: digested(text), after: restored, edits, mode },
  ])
}

/** Takes out what the run wrote; a file that the run made goes where nothing else is left in it. */
function mergeEdit(
  id: string,
  change: JournalFileChange,
  text: string,
  facts: HostFacts,
): UndoSteps {
  const { path, before, mode } = change
  const parts = partsOf(change)
  if (parts.length === 0) return fileChanged(change, 'untraceable', text)
  const isDaemonConfig = path === facts.daemonConfig.path
  const merge = isDaemonConfig ? takeOutSettings(text, parts) : takeOutParts(text, parts)
  if (!merge.ok) {
    const { reason, difference } = merge.error
    if (before === undefined) return fileChanged(change, reason, text)
    return failure({ code: 'file-changed', path, reason, difference })
  }
  const edits = merge.value
  if (edits.length === 0) return success([])
  const rest = applyEdits(text, edits)
  const isEmpty = isDaemonConfig ? /^[\s{}]*$/.test(rest) : rest === ''
  const after = before === undefined && isEmpty ? undefined : digested(rest)
  return success([
    { id, kind: 'edit-file', path, before: digested(text), after, edits, mode, merged: true },
  ])
}

function partsOf({ before, inverseEdits, ours }: JournalFileChange): readonly OwnPart[] {
  return before === undefined
    ? ours.map((text) => ({ ours: text, original: '' }))
    : inverseEdits.map(({ content }, index) => ({ ours: ours[index] ?? '', original: content }))
}

function fileChanged(
  { path, ours }: JournalFileChange,
  reason: MergeProblemReason | 'removed',
  now: string,
): UndoSteps {
  return failure({
    code: 'file-changed',
    path,
    reason,
    difference: { ours: ours.join('\n'), now },
  })
}

function undoUser(
  { name, uid, line }: Extract<JournalStep, { kind: 'create-user' }>,
  facts: HostFacts,
): UndoSteps {
  const account = accountOf(facts, name)
  if (!account) return success([])
  const { gid, gecos, home, shell } = account
  const now = `${name}:x:${account.uid}:${gid}:${gecos}:${home}:${shell}`
  return now === line
    ? success([{ id: 'remove-user', kind: 'remove-user', name, uid, line }])
    : accountChanged(name, '/etc/passwd', { ours: line, now })
}

function undoGroup(
  { name, gid }: Extract<JournalStep, { kind: 'create-group' }>,
  facts: HostFacts,
): UndoSteps {
  const group = facts.groups.find((group) => group.name === name)
  if (!group) return success([])
  if (group.gid !== gid || group.members.length > 0) {
    const now = `${name}:x:${group.gid}:${group.members.join(',')}`
    return accountChanged(name, '/etc/group', { ours: `${name}:x:${gid}:`, now })
  }
  const users = facts.accounts.filter((account) => account.gid === gid && account.name !== name)
  return users.length === 0
    ? success([{ id: 'remove-group', kind: 'remove-group', name, gid }])
    : failure({ code: 'group-in-use', name, users: users.map((account) => account.name) })
}

function accountChanged(
  name: string,
  path: '/etc/passwd' | '/etc/group',
  difference: Difference,
): UndoSteps {
  return failure({ code: 'account-changed', name, path, difference })
}

/** Somebody else's later limit stays. After a reboot, the file in /etc/sysctl.d may have set ours again. */
function undoLimit(
  step: Extract<JournalStep, { kind: 'set-kernel-limit' }>,
  { kernel }: HostFacts,
): readonly PlanStep[] {
  return kernel.limit === step.value ? [{ ...step, before: step.value, value: step.before }] : []
}

function fileAt(facts: HostFacts, path: string): FileState | undefined {
  const { subuid, subgid, daemonConfig, otherFiles } = facts
  return (
    [subuid, subgid, daemonConfig].find((facts) => facts.path === path)?.file ?? otherFiles[path]
  )
}
