import { assertNever } from '#domain/result.ts'
import type { CheckState, PracticeState, WizardStep } from '../wizard/wizard-state.ts'
import { ApplyStep } from './apply/ApplyStep.tsx'
import { ChooseStep } from './choose/ChooseStep.tsx'
import { HistoryStep } from './history/HistoryStep.tsx'
import { ProveStep } from './prove/ProveStep.tsx'
import { ResumeStep } from './resume/ResumeStep.tsx'
import { ReviewStep } from './review/ReviewStep.tsx'
import { UndoStep } from './undo/UndoStep.tsx'

type Props = { readonly at: Exclude<WizardStep, CheckState | PracticeState> }

/** Every step but the first, which is all that is loaded before the window shows something, and practice. */
export function LateStep({ at }: Props) {
  switch (at.step) {
    case 'choose':
      return <ChooseStep at={at} />
    case 'review':
      return <ReviewStep at={at} />
    case 'apply':
      return <ApplyStep at={at} />
    case 'prove':
      return <ProveStep at={at} />
    case 'undo':
      return <UndoStep at={at} />
    case 'resume':
      return <ResumeStep at={at} />
    case 'history':
      return <HistoryStep />
    default:
      return assertNever(at)
  }
}
