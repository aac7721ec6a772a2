import type { FileChange, Plan, PlanStep } from '#domain/plan.ts'
import { assertNever } from '#domain/result.ts'
import { fill } from '../../text/fill.ts'
import { formatRange } from '../../text/format.ts'
import type { Text } from '../../text/en.ts'

/** What a step of the plan does, in one sentence. */
export function sentenceOfStep(step: PlanStep, plan: Plan, text: Text): string {
  const sentences = text.planSteps
  switch (step.kind) {
    case 'create-group':
    case 'remove-group':
      return fill(sentences[step.kind], { name: step.name, gid: step.gid })
    case 'create-user':
    case 'remove-user':
      return fill(sentences[step.kind], { name: step.name, uid: step.uid })
    case 'edit-file':
      return fill(sentences[purposeOf(step, plan)], {
        path: step.path,
        user: plan.remapUser,
        range: formatRange(plan.range),
        value: plan.usernsRemap,
      })
    case 'restart-docker':
      return fill(sentences[step.kind], { unit: step.unit })
    case 'verify-docker':
      return fill(sentences[step.remapped ? 'verify-on' : 'verify-off'], {
        dataRoot: step.dataRoot,
      })
    default:
      return assertNever(step)
  }
}

type Purpose = 'add-uids' | 'add-gids' | 'set-remap' | 'edit-file' | 'remove-file'

function purposeOf({ path, after }: FileChange, { action }: Plan): Purpose {
  if (action === 'undo') return after === undefined ? 'remove-file' : 'edit-file'
  if (path === '/etc/subuid') return 'add-uids'
  return path === '/etc/subgid' ? 'add-gids' : 'set-remap'
}
