import type { RunEvent } from '#domain/run-events.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { RunState } from '../../wizard/run-state.ts'
import type { ShownPlan } from '../../wizard/wizard-state.ts'
import { LineToRun } from './LineToRun.tsx'
import { OutcomeNotice } from './OutcomeNotice.tsx'
import { RunLog } from './RunLog.tsx'
import { RunProgress } from './RunProgress.tsx'

type Props = {
  readonly run: Exclude<RunState, { kind: 'explained' }>
  readonly plan: ShownPlan
  /** SHA-256 of its script. */
  readonly digest: string
  /** Asks for the same by a line for a terminal. */
  readonly onTerminal: () => void
  /** Under which name the journal has it, where this is an attempt to go on with a run that was cut off. */
  readonly resumes?: string
}

/** What keeps a script from becoming root's, and may not do so in a terminal. */
const withoutRights: ReadonlySet<string> = new Set([
  'no-pkexec',
  'no-agent',
  'dialog-dismissed',
  'not-authorised',
  'not-allowed',
  'elevation-failed',
  'withdrawn',
  'root-refused',
])

/** A run as it happens, and how it ended. */
export function RunView({ run, plan, digest, onTerminal, resumes }: Props) {
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
        >
          {withoutRights.has(run.failure.code) && (
            <ActionButton onPress={onTerminal}>{text.terminal.button}</ActionButton>
          )}
        </FailureNotice>
      )
    case 'running':
      if (run.line !== undefined && run.events.length === 0) {
        return <LineToRun line={run.line} digest={digest} />
      }
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
