import type { JournalStep } from '#domain/plan.ts'
import { fill } from '../../text/fill.ts'
import type { Text } from '../../text/en.ts'
import type { PlanHead } from '../../wizard/wizard-state.ts'
import { sentenceOfStep } from '../review/step-text.ts'

/** What putting a step back does, in one sentence. */
export function sentenceOfRollback(step: JournalStep, plan: PlanHead, text: Text): string {
  const { planSteps, resume } = text
  switch (step.kind) {
    case 'create-group':
      return fill(planSteps['remove-group'], { name: step.name, gid: step.gid })
    case 'create-user':
      return fill(planSteps['remove-user'], { name: step.name, uid: step.uid })
    case 'remove-group':
      return fill(resume.rollBack.addGroup, { name: step.name, gid: step.gid })
    case 'remove-user':
      return fill(resume.rollBack.addUser, { name: step.name, uid: step.uid })
    case 'edit-file':
      return fill(planSteps[step.before === undefined ? 'remove-file' : 'edit-file'], {
        path: step.path,
      })
    case 'set-kernel-limit':
      return sentenceOfStep({ ...step, value: step.before, before: step.value }, plan, text)
    case 'change-kernel-arguments':
      return sentenceOfStep({ ...step, add: step.remove, remove: step.add }, plan, text)
    default:
      return sentenceOfStep(step, plan, text)
  }
}
