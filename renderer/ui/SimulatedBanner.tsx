import { memo, Suspense, use } from 'react'
import { loadPractice } from '../practice/load-practice.ts'
import { useWizard } from '../wizard/use-wizard.ts'
import { SimulatedWords } from './SimulatedWords.tsx'

type Props = { readonly isBusy: boolean }

/** Above every screen of a simulated machine: that it is one. What can be done about that is loaded after it. */
export const SimulatedBanner = memo(function SimulatedBanner({ isBusy }: Props) {
  const practice = useWizard((state) => state.practice)
  const simulated = useWizard((state) => state.simulated)
  if (!simulated) return undefined
  return (
    <div className="simulated">
      <SimulatedWords />
      {practice && (
        <Suspense>
          <Controls isBusy={isBusy} />
        </Suspense>
      )}
    </div>
  )
})

function Controls({ isBusy }: Props) {
  const loaded = use(loadPractice())
  return loaded && <loaded.PracticeControls isBusy={isBusy} />
}
