import { Suspense, use } from 'react'
import { loadPractice } from '../practice/load-practice.ts'
import { isRunning } from '../wizard/transition.ts'
import { useWizard } from '../wizard/use-wizard.ts'
import type { WizardStep } from '../wizard/wizard-state.ts'
import { SimulatedWords } from './SimulatedWords.tsx'

type Props = { readonly at: WizardStep }

/** Above every screen of a simulated machine: that it is one. What can be done about that is loaded after it. */
export function SimulatedBanner({ at }: Props) {
  const practice = useWizard((state) => state.practice)
  const simulated = useWizard((state) => state.simulated)
  if (!simulated) return undefined
  return (
    <div className="simulated">
      <SimulatedWords />
      {practice && (
        <Suspense>
          <Controls isBusy={isRunning(at)} />
        </Suspense>
      )}
    </div>
  )
}

function Controls({ isBusy }: { readonly isBusy: boolean }) {
  const loaded = use(loadPractice())
  return loaded && <loaded.PracticeControls isBusy={isBusy} />
}
