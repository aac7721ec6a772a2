import { useState } from 'react'
import { PRACTICE_FAULTS, PRACTICE_HAPPENINGS, type PracticeHappening } from '#domain/practice.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Prose } from '../ui/Prose.tsx'
import { useActions, useWizard } from '../wizard/use-wizard.ts'
import { FaultSwitch } from './FaultSwitch.tsx'
import type { PracticeText } from '../text/practice/en.ts'
import { createPracticeActions } from './practice-actions.ts'
import { usePracticeText } from './practice-text.ts'

type Props = {
  /** The machine cannot be left at the moment. */
  readonly isBusy: boolean
}

type Happened = { readonly happening: PracticeHappening; readonly wasPossible: boolean }

/** What can be made to go wrong on the simulated machine, and what somebody there can do at once. */
export function PracticePanel({ isBusy }: Props) {
  const text = usePracticeText()
  const { practice: tools, openPractice } = useActions()
  const actions = createPracticeActions(tools)
  const practice = useWizard((state) => state.practice)
  const [happened, setHappened] = useState<Happened | undefined>(undefined)

  if (practice === undefined) return undefined
  const { faults, machine } = practice
  return (
    <section aria-label={text.panelLabel} className="practice-panel-content">
      <fieldset className="practice-faults">
        <legend>{text.faultsTitle}</legend>
        <ul>
          {PRACTICE_FAULTS.map((fault) => (
            <FaultSwitch
              key={fault}
              fault={fault}
              isOn={faults.includes(fault)}
              onChange={(isOn) =>
                void actions.setFaults(
                  isOn ? [...faults, fault] : faults.filter((other) => other !== fault),
                )
              }
            />
          ))}
        </ul>
      </fieldset>
      <div className="practice-happenings">
        <h2>{text.happeningsTitle}</h2>
        <div className="buttons buttons-compact">
          {PRACTICE_HAPPENINGS.map((happening) => (
            <ActionButton
              key={happening}
              onPress={() =>
                void actions
                  .letHappen(happening)
                  .then((wasPossible) => setHappened({ happening, wasPossible }))
              }
            >
              {text.happenings[happening].title}
            </ActionButton>
          ))}
        </div>
        <output className="quiet">{happened && <Prose>{wordsFor(happened, text)}</Prose>}</output>
        <div className="buttons buttons-compact">
          <ActionButton isDisabled={isBusy} onPress={() => void actions.enter(machine.name)}>
            {text.startOver}
          </ActionButton>
          <ActionButton isDisabled={isBusy} onPress={openPractice}>
            {text.another}
          </ActionButton>
        </div>
      </div>
    </section>
  )
}

function wordsFor({ happening, wasPossible }: Happened, { happenings }: PracticeText): string {
  const { done, notPossible } = happenings[happening]
  return wasPossible ? done : notPossible
}
