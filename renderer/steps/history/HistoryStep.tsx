import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import { RunItem } from './RunItem.tsx'

export function HistoryStep() {
  const text = useText()
  const actions = useActions()
  return (
    <StepPage
      title={text.steps.history}
      lede={text.history.lede}
      footer={<ActionButton onPress={actions.goBack}>{text.shell.back}</ActionButton>}
    >
      <Runs />
    </StepPage>
  )
}

function Runs() {
  const text = useText()
  const actions = useActions()
  const runs = useWizard((state) => state.runs)
  if (runs.kind === 'loading') return <Looking label={text.shell.loading} />
  if (runs.kind === 'failed') {
    return (
      <FailureNotice failure={runs.failure}>
        <ActionButton onPress={() => void actions.listRuns()}>{text.shell.tryAgain}</ActionButton>
      </FailureNotice>
    )
  }
  if (runs.value.length === 0) {
    return <EmptyState title={text.history.empty} detail={text.history.emptyDetail} />
  }
  return (
    <ol className="runs">
      {runs.value.map((run) => (
        <RunItem key={run.runId} run={run} />
      ))}
    </ol>
  )
}
