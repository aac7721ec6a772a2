import type { Failure } from '#contract/channels.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { isCutOff } from '../../wizard/cut-off-run.ts'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import { RunProgress } from '../run/RunProgress.tsx'
import { CutOffNotice } from './CutOffNotice.tsx'

type Props = { readonly target: string; readonly failure: Failure }

/** It came to its end by other means, or is still at work. */
export function NotWaiting({ target, failure }: Props) {
  const text = useText()
  const actions = useActions()
  const runs = useWizard((state) => state.runs)
  const run = runs.kind === 'ready' ? runs.value.find(({ runId }) => runId === target) : undefined
  if (run === undefined) return <FailureNotice failure={failure} />
  if (isCutOff(run)) {
    return (
      <>
        <CutOffNotice run={run} />
        <RunProgress plan={run.plan} events={run.cutOff.events} isCutOff={!run.cutOff.running} />
      </>
    )
  }
  return (
    <Notice tone="info" title={text.resume.endedTitle} announce>
      <p>{fill(text.resume.endedDetail, { outcome: text.history.outcomes[run.outcome] })}</p>
      <ActionButton onPress={() => void actions.look()}>{text.run.lookAgain}</ActionButton>
    </Notice>
  )
}
