import { memo } from 'react'
import { useText } from '../text/use-text.ts'
import { ExplainButton } from '../explain/ExplainButton.tsx'
import { useActions, useWizard } from '../wizard/use-wizard.ts'
import type { WizardStep } from '../wizard/wizard-state.ts'
import { appliedRun } from '../wizard/wizard-store.ts'
import { ActionButton } from './ActionButton.tsx'
import { Icon } from './Icon.tsx'
import { PreferenceSwitches } from './PreferenceSwitches.tsx'
import { Stepper } from './Stepper.tsx'

type Props = {
  readonly step: WizardStep['step']
  /** The step that a page is laid over; `step` itself where none is. */
  readonly stepBelow: WizardStep['step']
  /** A run is under way, and nothing else may begin. */
  readonly isBusy: boolean
}

/** The left edge of the window: where the user is, and what is reachable from everywhere. */
export const Rail = memo(function Rail({ step, stepBelow, isBusy }: Props) {
  const text = useText()
  const actions = useActions()
  const applied = useWizard((state) => appliedRun(state.runs))
  return (
    <div className="rail">
      <div className="brand">
        <Mark />
        <span>{text.product}</span>
      </div>
      <Stepper step={step} stepBelow={stepBelow} />
      <div className="rail-actions">
        {applied !== undefined && step !== 'undo' && (
          <ActionButton
            kind="quiet"
            isDisabled={isBusy}
            onPress={() => void actions.openUndo(applied.runId)}
          >
            <Icon name="undo" />
            {text.shell.undo}
          </ActionButton>
        )}
        {step !== 'history' && (
          <ActionButton kind="quiet" isDisabled={isBusy} onPress={actions.openHistory}>
            <Icon name="history" />
            {text.shell.history}
          </ActionButton>
        )}
        {step !== 'practice' && (
          <ActionButton kind="quiet" isDisabled={isBusy} onPress={actions.openPractice}>
            <Icon name="flask" />
            {text.steps.practice}
          </ActionButton>
        )}
        <ExplainButton step={step} />
        <PreferenceSwitches />
      </div>
    </div>
  )
})

/** Two number lines, the inner one shifted: what Subroot does to IDs. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect className="mark-ground" width="32" height="32" rx="8" />
      <path className="mark-line" d="M8 11h16M8 21h16M11 11l9 10" />
      <circle className="mark-dot" cx="11" cy="11" r="2.6" />
      <circle className="mark-dot" cx="20" cy="21" r="2.600" />
    </svg>
  )
}
