import type { RunEvent } from '#domain/run-events.ts'
import { useText } from '../../text/use-text.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { RunState } from '../../wizard/run-state.ts'
import type { ShownPlan } from '../../wizard/wizard-state.ts'
import { OutcomeNotice } from './OutcomeNotice.tsx'
import { RunLog } from './RunLog.tsx'
import { RunProgress } from './RunProgress.tsx'

type Props = {
  readonly run: Exclude<RunState, { kind: 'explained' }>
  readonly plan: ShownPlan
  /** Under which name the journal has it, where this is an attempt to go on with a run that was cut off. */
  readonly resumes?: string
}

/** A run as it happens, and how it ended. */
export function RunView({ run, plan, resumes }: Props) {
  const text = useText()
  switch (run.kind) {
    case 'requested':
      return <Looking label={text.run.requestedTitle} />
    case 'not-started':
      return (
        <FailureNotice
          failure={run.failure}
          // After a mistake of ours nobody knows; everything else ends before the script starts.
          {...(run.failure.code === 'internal' ? {} : { reassurance: text.run.nothingChanged })}
        />
      )
    case 'running':
      return run.events.length === 0 ? (
        <Notice tone="info" title={text.run.waitingTitle} announce>
          <p>{text.run.waitingDetail}</p>
        </Notice>
      ) : (
        <>
          <Looking label={titleOf(run.events, plan, text.run)} />
          <RunProgress plan={plan} events={run.events} />
          <RunLog events={run.events} />
        </>
      )
    case 'cut-off':
      return <RunProgress plan={plan} events={run.events} isCutOff />
    default:
      return (
        <>
          <OutcomeNotice run={run} plan={plan} journalId={resumes ?? run.runId} />
          <RunProgress plan={plan} events={run.events} />
          <RunLog events={run.events} />
        </>
      )
  }
}

function titleOf(
  events: readonly RunEvent[],
  plan: ShownPlan,
  text: ReturnType<typeof useText>['run'],
): string {
  if (events.some((event) => event.kind === 'rollback-started')) return text.rollingBackTitle
  return plan.action === 'undo' ? text.undoingTitle : text.runningTitle
}
