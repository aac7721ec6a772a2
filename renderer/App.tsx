import { Suspense, use } from 'react'
import { CheckStep } from './steps/check/CheckStep.tsx'
import { loadPractice } from './practice/load-practice.ts'
import { loadLateStep } from './steps/load-late-step.ts'
import { useText } from './text/use-text.ts'
import { Looking } from './ui/Looking.tsx'
import { MissingPart } from './ui/MissingPart.tsx'
import { Rail } from './ui/Rail.tsx'
import { SimulatedBanner } from './ui/SimulatedBanner.tsx'
import { StepPage } from './ui/StepPage.tsx'
import { isRunning } from './wizard/transition.ts'
import { useWizard } from './wizard/use-wizard.ts'
import type { CheckState, WizardStep } from './wizard/wizard-state.ts'

export function App() {
  const text = useText()
  const at = useWizard((state) => state.at)
  return (
    <>
      <a className="skip" href="#step">
        {text.shell.skipToContent}
      </a>
      <div className="shell">
        <Rail step={at.step} stepBelow={stepBelow(at)} isBusy={isRunning(at)} />
        <main className="page" id="step">
          <SimulatedBanner isBusy={isRunning(at)} />
          {at.step === 'check' ? (
            <CheckStep at={at} />
          ) : (
            <Suspense fallback={<Looking label={text.shell.loading} />}>
              <Later at={at} />
            </Suspense>
          )}
        </main>
      </div>
    </>
  )
}

/** On a page laid over a step, that step. */
function stepBelow(at: WizardStep): WizardStep['step'] {
  return ('back' in at ? at.back : at).step
}

function Later({ at }: { readonly at: Exclude<WizardStep, CheckState> }) {
  const text = useText()
  if (at.step === 'practice') {
    const practice = use(loadPractice())
    if (practice !== undefined) return <practice.PracticeStep />
  } else {
    const loaded = use(loadLateStep())
    if (loaded !== undefined) return <loaded.LateStep at={at} />
  }
  return (
    <StepPage title={text.steps[at.step]} lede={text.shell.stepMissingLede}>
      <MissingPart />
    </StepPage>
  )
}
