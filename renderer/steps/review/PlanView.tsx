import { useText } from '../../text/use-text.ts'
import { Tabs } from '../../ui/Tabs.tsx'
import type { Reviewed } from '../../wizard/wizard-state.ts'
import { ByHand } from './ByHand.tsx'
import { FileDiffs } from './FileDiffs.tsx'
import { PlanSteps } from './PlanSteps.tsx'
import { ScriptView } from './ScriptView.tsx'

type Props = { readonly reviewed: Reviewed }

/** A plan from four sides: in words, file by file, as the program that runs, and as commands for a terminal. */
export function PlanView({ reviewed: { plan, script } }: Props) {
  const { review } = useText()
  const { tabs } = review
  return (
    <Tabs
      label={review.tabsLabel}
      tabs={[
        { id: 'steps', name: tabs.steps, content: <PlanSteps plan={plan} /> },
        { id: 'files', name: tabs.files, content: <FileDiffs steps={plan.steps} /> },
        {
          id: 'script',
          name: tabs.script,
          content: <ScriptView script={script} help={review.scriptHelp} />,
        },
        { id: 'by-hand', name: tabs.byHand, content: <ByHand plan={plan} /> },
      ]}
    />
  )
}
