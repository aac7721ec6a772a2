import { useEffect, useState } from 'react'
import type { Failure } from '#contract/channels.ts'
import type { PracticeMachine } from '#domain/practice.ts'
import { useText } from '../text/use-text.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { Looking } from '../ui/Looking.tsx'
import { StepPage } from '../ui/StepPage.tsx'
import { useActions } from '../wizard/use-wizard.ts'
import type { Loadable } from '../wizard/wizard-state.ts'
import { EnginesPanel } from './engines/EnginesPanel.tsx'
import { MachineList } from './MachineList.tsx'
import { createPracticeActions } from './practice-actions.ts'
import { usePracticeText } from './practice-text.ts'

/** Real engines to look at, and simulated machines to choose from; whoever opens one is on its Check. */
export function PracticeStep() {
  const text = useText()
  const practice = usePracticeText()
  const actions = useActions()
  const [machines, setMachines] = useState<Loadable<readonly PracticeMachine[]>>({
    kind: 'loading',
  })
  const [refusal, setRefusal] = useState<Failure | undefined>(undefined)

  useEffect(() => {
    let isGone = false
    async function list(): Promise<void> {
      const listed = await createPracticeActions(actions.practice).listMachines()
      if (!isGone) setMachines(listed)
    }
    void list()
    return () => {
      isGone = true
    }
  }, [actions])

  return (
    <StepPage
      title={text.steps.practice}
      lede={practice.lede}
      footer={<ActionButton onPress={actions.goBack}>{text.shell.back}</ActionButton>}
    >
      {refusal && <FailureNotice failure={refusal} />}
      <EnginesPanel />
      <section className="section">
        <h2>{practice.machines.title}</h2>
        <p className="quiet">{practice.machines.detail}</p>
      </section>
      {machines.kind === 'loading' && <Looking label={text.shell.loading} />}
      {machines.kind === 'failed' && <FailureNotice failure={machines.failure} />}
      {machines.kind === 'ready' && (
        <MachineList
          machines={machines.value}
          onOpen={(name) =>
            void createPracticeActions(actions.practice).enter(name).then(setRefusal)
          }
        />
      )}
    </StepPage>
  )
}
