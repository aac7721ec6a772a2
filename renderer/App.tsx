import { ApplyStep } from './steps/apply/ApplyStep.tsx'
import { CheckStep } from './steps/check/CheckStep.tsx'
import { ChooseStep } from './steps/choose/ChooseStep.tsx'
import { HistoryStep } from './steps/history/HistoryStep.tsx'
import { ProveStep } from './steps/prove/ProveStep.tsx'
import { ReviewStep } from './steps/review/ReviewStep.tsx'
import { UndoStep } from './steps/undo/UndoStep.tsx'
import { useText } from './text/use-text.ts'
import { Rail } from './ui/Rail.tsx'
import { useWizard } from './wizard/use-wizard.ts'
import type { WizardStep } from './wizard/wizard-state.ts'
import { assertNever } from '#domain/result.ts'

export function App() {
  const text = useText()
  const at = useWizard((state) => state.at)
  return (
    <>
      <a className="skip" href="#step">
        {text.shell.skipToContent}
      </a>
      <div className="shell">
        <Rail at={at} />
        <main className="page" id="step">
          <Step at={at} />
        </main>
      </div>
    </>
  )
}

function Step({ at }: { readonly at: WizardStep }) {
  switch (at.step) {
    case 'check':
      return <CheckStep at={at} />
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
    case 'history':
      return <HistoryStep />
    default:
      return assertNever(at)
  }
}
