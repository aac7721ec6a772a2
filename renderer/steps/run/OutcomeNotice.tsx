import type { RunEvent, RunOutcome } from '#domain/run-events.ts'
import { fill } from '../../text/fill.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/use-text.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { Tone } from '../../ui/Notice.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { recoveryCommands } from '../review/commands.ts'
import type { RunState } from '../../wizard/run-state.ts'
import type { ShownPlan } from '../../wizard/wizard-state.ts'
import { purposeOf } from './plan-purpose.ts'

const tones: Readonly<Record<RunOutcome, Tone>> = {
  done: 'good',
  refused: 'warning',
  'rolled-back': 'warning',
  'rollback-failed': 'bad',
}

type Props = {
  readonly run: Extract<RunState, { kind: 'finished' }>
  readonly plan: ShownPlan
  /** Under which name the journal has the run. */
  readonly journalId: string
}

/** How a run ended: what that means, which check failed, and what is left to do. */
export function OutcomeNotice({ run: { events, outcome }, plan, journalId }: Props) {
  const text = useText()
  const isAskedFor = outcome === 'rolled-back' && isRollback(events)
  const { title, detail } = isAskedFor
    ? text.resume.rolledBack[purposeOf(plan)]
    : text.run.outcomes[purposeOf(plan)][outcome]
  const restart = plan.steps.find((step) => step.kind === 'restart-docker')
  return (
    <Notice tone={isAskedFor ? 'good' : tones[outcome]} title={title} announce>
      <p>{detail}</p>
      {events.filter(isFailure).map((failure) => (
        <div key={failure.sequence} className="failed-check">
          <p>
            <strong>{text.run.failedCheck}</strong> {text.stepFailures[failure.code]}
          </p>
          {failure.detail !== '' && <pre className="machine">{failure.detail}</pre>}
        </div>
      ))}
      {outcome === 'rollback-failed' && (
        <>
          <p>
            <strong>{text.run.byHandTitle}</strong>
          </p>
          <ol className="advice">
            {adviceOf(plan, text.run).map((line) => (
              <li key={line}>
                <Prose>{fill(line, { run: journalId })}</Prose>
              </li>
            ))}
          </ol>
          {restart && <pre className="machine">{recoveryCommands(restart.service).join('\n')}</pre>}
        </>
      )}
    </Notice>
  )
}

function adviceOf({ needsReboot }: ShownPlan, texts: Text['run']): readonly string[] {
  return needsReboot ? texts.rollbackFailedAdviceBoot : texts.rollbackFailedAdvice
}

function isFailure(event: RunEvent): event is Extract<RunEvent, { kind: 'step-failed' }> {
  return event.kind === 'step-failed'
}

/** Whether going back was what this attempt was for. */
function isRollback(events: readonly RunEvent[]): boolean {
  const resumed = events.findLast((event) => event.kind === 'run-resumed')
  return resumed?.verb === 'roll-back'
}
