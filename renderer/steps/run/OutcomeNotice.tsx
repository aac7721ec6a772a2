import type { Plan } from '#domain/plan.ts'
import type { RunEvent, RunOutcome } from '#domain/run-events.ts'
import { fill } from '../../text/fill.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/use-text.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { Tone } from '../../ui/Notice.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { recoveryCommands } from '../review/commands.ts'
import type { RunState } from '../../wizard/run-state.ts'
import { purposeOf } from './plan-purpose.ts'

const tones: Readonly<Record<RunOutcome, Tone>> = {
  done: 'good',
  refused: 'warning',
  'rolled-back': 'warning',
  'rollback-failed': 'bad',
}

type Props = { readonly run: Extract<RunState, { kind: 'finished' }>; readonly plan: Plan }

/** How a run ended: what that means, which check failed, and what is left to do. */
export function OutcomeNotice({ run: { runId, events, outcome }, plan }: Props) {
  const text = useText()
  const { title, detail } = text.run.outcomes[purposeOf(plan)][outcome]
  const restart = plan.steps.find((step) => step.kind === 'restart-docker')
  return (
    <Notice tone={tones[outcome]} title={title} announce>
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
                <Prose>{fill(line, { run: runId })}</Prose>
              </li>
            ))}
          </ol>
          {restart && <pre className="machine">{recoveryCommands(restart.service).join('\n')}</pre>}
        </>
      )}
    </Notice>
  )
}

function adviceOf({ needsReboot }: Plan, texts: Text['run']): readonly string[] {
  return needsReboot ? texts.rollbackFailedAdviceBoot : texts.rollbackFailedAdvice
}

function isFailure(event: RunEvent): event is Extract<RunEvent, { kind: 'step-failed' }> {
  return event.kind === 'step-failed'
}
