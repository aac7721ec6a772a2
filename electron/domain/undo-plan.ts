import { accountOf } from './choices.ts'
import type { HostFacts } from './host-facts.ts'
import type { FileState } from './host-snapshot.ts'
import type { JournalFileChange, JournalPlan, JournalStep, Plan, PlanStep } from './plan.ts'
import { digested } from './plan.ts'
import type { Result } from './result.ts'
import { failure, success } from './result.ts'
import { sha256 } from './sha256.ts'
import { applyEdits } from './text-edit.ts'

/** Why a run cannot be taken back. */
export type UndoProblem =
  /** The file is neither as the run left it nor as it was before: somebody's later change would be lost. */
  | { readonly code: 'file-changed'; readonly path: string }
  /** Not readable to us, or no regular text file any more. */
  | { readonly code: 'file-unreadable'; readonly path: string }
  /** The account or group is not the one that the run created, or others use the group now. */
  | { readonly code: 'account-changed'; readonly name: string }
  /** Everything is as it was before the run. */
  | { readonly code: 'nothing-to-undo' }

type UndoSteps = Result<readonly PlanStep[], UndoProblem>

/**
 * The plan that takes an applied run back, byte for byte: Docker's configuration first, then the ranges, then the user
 * and group, and Docker restarts once all is as before. What is already as before is left out; a file that the run
 * created is removed. `runId` names the run.
 */
export function createUndoPlan(
  applied: JournalPlan,
  facts: HostFacts,
  runId: string,
): Result<Plan, UndoProblem> {
  const steps: PlanStep[] = []
  for (const step of inUndoOrder(applied.steps)) {
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
      { id: 'restart-docker', kind: 'restart-docker', unit: facts.docker.unitName },
      { id: 'verify-docker', kind: 'verify-docker', remapped: false, dataRoot: applied.dataRoot },
    ],
  })
}

const UNDO_ORDER = [
  'edit-daemon-config',
  'edit-subuid',
  'edit-subgid',
  'create-user',
  'create-group',
]

function inUndoOrder(steps: readonly JournalStep[]): readonly JournalStep[] {
  return UNDO_ORDER.flatMap((id) => steps.filter((step) => step.id === id))
}

function undoStep(step: JournalStep, facts: HostFacts): UndoSteps {
  switch (step.kind) {
    case 'edit-file':
      return undoEdit(step.id, step, fileAt(facts, step.path))
    case 'create-user':
      return undoUser(step, facts)
    case 'create-group':
      return undoGroup(step, facts)
    default:
      return success([])
  }
}

function undoEdit(id: string, change: JournalFileChange, file: FileState | undefined): UndoSteps {
  const { path, before, after, inverseEdits, mode } = change
  if (file === undefined || file.kind === 'unreadable') {
    return failure({ code: 'file-unreadable', path })
  }
  const text = file.kind === 'text' ? file.text : undefined
  const current = text === undefined ? undefined : sha256(text)
  if (current === before?.sha256) return success([])
  if (text === undefined || current !== after?.sha256)
    return failure({ code: 'file-changed', path })

  const edits =
    before === undefined ? [{ offset: 0, length: text.length, content: '' }] : inverseEdits
  const restored = before === undefined ? undefined : digested(applyEdits(text, edits))
  // The journal's edits and its digest do not fit together: then nothing is certain.
  if (restored?.sha256 !== before?.sha256) return failure({ code: 'file-changed', path })
  return success([
    { id, kind: 'edit-file', path, before: digested(text), after: restored, edits, mode },
  ])
}

function undoUser(
  { name, uid, gid }: Extract<JournalStep, { kind: 'create-user' }>,
  facts: HostFacts,
): UndoSteps {
  const account = accountOf(facts, name)
  if (!account) return success([])
  return account.uid === uid && account.gid === gid
    ? success([{ id: 'remove-user', kind: 'remove-user', name, uid }])
    : failure({ code: 'account-changed', name })
}

function undoGroup(
  { name, gid }: Extract<JournalStep, { kind: 'create-group' }>,
  facts: HostFacts,
): UndoSteps {
  const group = facts.groups.find((group) => group.name === name)
  if (!group) return success([])
  const others = facts.accounts.filter((account) => account.gid === gid && account.name !== name)
  return group.gid === gid && group.members.length === 0 && others.length === 0
    ? success([{ id: 'remove-group', kind: 'remove-group', name, gid }])
    : failure({ code: 'account-changed', name })
}

function fileAt({ subuid, subgid, daemonConfig }: HostFacts, path: string): FileState | undefined {
  return [subuid, subgid, daemonConfig].find((facts) => facts.path === path)?.file
}
