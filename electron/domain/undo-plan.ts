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

/** Why a run cannot be taken back. */
export type UndoProblem =
  /** The file is neither as the run left it nor as it was before: somebody's later change would be lost. */
  | { readonly code: 'file-changed'; readonly path: string }
  /** Not readable to us, or no regular text file any more. */
  | { readonly code: 'file-unreadable'; readonly path: string }
  /** The account or group is not the one that the run created, or others use the group now. */
  | { readonly code: 'account-changed'; readonly name: string }
  /** The run prepared the kernel, and remapping is on now: that has to be taken back first. */
  | { readonly code: 'still-needed' }
  /** Everything is as it was before the run. */
  | { readonly code: 'nothing-to-undo' }

type UndoSteps = Result<readonly PlanStep[], UndoProblem>

/**
 * The plan that takes an applied run back, byte for byte, the last step first. What reads the files follows, and Docker
 * restarts once all is as before, unless the run had only prepared the kernel. What is already as before is left out; a file that the run
 * created is removed. `runId` names the run.
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
      return undoEdit(step.id, step, fileAt(facts, step.path))
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

function undoEdit(id: string, change: JournalFileChange, file: FileState | undefined): UndoSteps {
  const { path, before, after, inverseEdits, mode, lasting } = change
  if (lasting) return success([])
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
