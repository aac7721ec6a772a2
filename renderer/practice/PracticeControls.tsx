import { useId, useState } from 'react'
import { ActionButton } from '../ui/ActionButton.tsx'
import { useActions } from '../wizard/use-wizard.ts'
import { PracticePanel } from './PracticePanel.tsx'
import { createPracticeActions } from './practice-actions.ts'
import { usePracticeText } from './practice-text.ts'

type Props = {
  /** The machine cannot be left at the moment. */
  readonly isBusy: boolean
}

/** In the bar above every screen: the way back to this computer, and what can be made to happen. */
export function PracticeControls({ isBusy }: Props) {
  const text = usePracticeText()
  const { practice } = useActions()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div className="buttons buttons-compact">
        <button
          type="button"
          className="button button-secondary"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {text.openPanel}
        </button>
        <ActionButton
          isDisabled={isBusy}
          onPress={() => void createPracticeActions(practice).leave()}
        >
          {text.leave}
        </ActionButton>
      </div>
      <div id={id} hidden={!isOpen} className="practice-panel">
        {isOpen && <PracticePanel isBusy={isBusy} />}
      </div>
    </>
  )
}
