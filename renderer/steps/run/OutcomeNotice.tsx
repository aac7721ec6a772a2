import type { RunEvent } from '#domain/run-events.ts'
import { fill } from '../../text/fill.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/use-text.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { recoveryCommands } from '../review/commands.ts'
import type { RunState } from '../../wizard/run-state.ts'
import { useWizard } from '../../wizard/use-wizard.ts'
import type { ShownPlan, WizardState } from '../../wizard/wizard-state.ts'
import { KeptList } from './KeptList.tsx'
import { outcomeWords } from './outcome-words.ts'

type Props = {
  readonly run: Extract<RunState, { kind: 'finished' }>
  readonly plan: ShownPlan
  /** Under which name the journal has the run. */
  readonly journalId: string
}

/** How a run ended: what that means, which check failed, and what is left to do. */
export function OutcomeNotice({ run: { events, outcome }, plan, journalId }: Props) {
  const text = useText()
  const undone = useWizard(({ runs }) => planOf(runs, plan.undoes))
  const { tone, title, detail, kept } = outcomeWords({ outcome, events }, plan, undone, text)
  const restart = plan.steps.find((step) => step.kind === 'restart-docker')
  return (
    <Notice tone={tone} title={title} announce>
      <p>{detail}</p>
      <KeptList kept={kept} />
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

function planOf(runs: WizardState['runs'], runId: string | undefined): ShownPlan | undefined {
  return runs.kind === 'ready' ? runs.value.find((run) => run.runId === runId)?.plan : undefined
}
