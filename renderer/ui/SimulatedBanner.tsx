import { Suspense, use, useId, useState } from 'react'
import { loadPractice } from '../practice/load-practice.ts'
import { useText } from '../text/use-text.ts'
import { isAskingRoot, isRunning } from '../wizard/transition.ts'
import { useActions, useWizard } from '../wizard/use-wizard.ts'
import type { WizardStep } from '../wizard/wizard-state.ts'
import { ActionButton } from './ActionButton.tsx'
import { Looking } from './Looking.tsx'
import { SimulatedWords } from './SimulatedWords.tsx'

type Props = { readonly at: WizardStep }

/** Above every screen of a simulated machine: that it is one, the way back, and what can be made to happen on it. */
export function SimulatedBanner({ at }: Props) {
  const { shell } = useText()
  const actions = useActions()
  const id = useId()
  const practice = useWizard((state) => state.practice)
  const simulated = useWizard((state) => state.simulated)
  const [isOpen, setOpen] = useState(false)
  if (!simulated) return undefined
  return (
    <>
      <div className="simulated">
        <SimulatedWords />
        {practice && (
          <div className="buttons buttons-compact">
            <button
              type="button"
              className="button button-secondary"
              aria-expanded={isOpen}
              aria-controls={id}
              onClick={() => setOpen(!isOpen)}
            >
              {shell.practicePanel}
            </button>
            <ActionButton
              isDisabled={isRunning(at) || isAskingRoot(at)}
              onPress={() => void actions.leavePractice()}
            >
              {shell.leavePractice}
            </ActionButton>
          </div>
        )}
      </div>
      <div id={id} hidden={!isOpen || !practice} className="practice-panel">
        {isOpen && practice && (
          <Suspense fallback={<Looking label={shell.loading} />}>
            <Panel at={at} />
          </Suspense>
        )}
      </div>
    </>
  )
}

function Panel({ at }: Props) {
  const { shell } = useText()
  const loaded = use(loadPractice())
  return loaded ? <loaded.PracticePanel at={at} /> : <p>{shell.stepMissing}</p>
}
