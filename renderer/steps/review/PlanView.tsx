import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { useText } from '../../text/use-text.ts'
import type { Reviewed } from '../../wizard/wizard-state.ts'
import { ByHand } from './ByHand.tsx'
import { FileDiffs } from './FileDiffs.tsx'
import { PlanSteps } from './PlanSteps.tsx'
import { ScriptView } from './ScriptView.tsx'

type Props = { readonly reviewed: Reviewed }

/** A plan from four sides: in words, file by file, as the program that runs, and as commands for a terminal. */
export function PlanView({ reviewed: { plan, script } }: Props) {
  const { review } = useText()
  return (
    <Tabs className="tabs" keyboardActivation="automatic">
      <TabList className="tab-list" aria-label={review.tabsLabel}>
        <Tab className="tab" id="steps">
          {review.tabs.steps}
        </Tab>
        <Tab className="tab" id="files">
          {review.tabs.files}
        </Tab>
        <Tab className="tab" id="script">
          {review.tabs.script}
        </Tab>
        <Tab className="tab" id="by-hand">
          {review.tabs.byHand}
        </Tab>
      </TabList>
      <TabPanel className="tab-panel" id="steps">
        <PlanSteps plan={plan} />
      </TabPanel>
      <TabPanel className="tab-panel" id="files">
        <FileDiffs steps={plan.steps} />
      </TabPanel>
      <TabPanel className="tab-panel" id="script">
        <ScriptView script={script} />
      </TabPanel>
      <TabPanel className="tab-panel" id="by-hand">
        <ByHand plan={plan} />
      </TabPanel>
    </Tabs>
  )
}
