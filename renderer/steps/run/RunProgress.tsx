import type { RunEvent } from '#domain/run-events.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import type { Text } from '../../text/en.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { sentenceOfStep } from '../review/step-text.ts'
import type { ShownPlan } from '../../wizard/wizard-state.ts'
import { CHECK_STEP, cutOffStates, stepStates } from './step-states.ts'
import type { StepState } from './step-states.ts'

const icons: Readonly<Record<StepState, IconName>> = {
  waiting: 'circle',
  running: 'ring',
  'cut-off': 'warning',
  done: 'check',
  failed: 'cross',
  reverted: 'undo',
  skipped: 'minus',
}

type Props = {
  readonly plan: ShownPlan
  readonly events: readonly RunEvent[]
  /** Nobody works on it any more. */
  readonly isCutOff?: boolean
}

/** Every step with its state. What changes is also said, through the line above the list. */
export function RunProgress({ plan, events, isCutOff = false }: Props) {
  const text = useText()
  const states = isCutOff ? cutOffStates(plan, events) : stepStates(plan, events)
  const rows = states.map(({ step, state }) => ({
    step,
    state,
    sentence: sentenceOf(step, plan, text),
  }))
  const isUncertain = events.some(
    (event) => event.kind === 'run-finished' && event.outcome === 'rollback-failed',
  )
  const wordFor = (state: StepState): string =>
    state === 'reverted' && isUncertain ? text.run.revertTried : text.run.states[state]
  const latest = rows.findLast(({ state }) => state !== 'waiting' && state !== 'skipped')
  return (
    <section className="section">
      <h2>{isCutOff ? text.resume.howFar : text.run.progress}</h2>
      <output className="visually-hidden">
        {latest &&
          fill(text.run.progressSpoken, {
            step: latest.sentence.replaceAll('`', ''),
            state: wordFor(latest.state),
          })}
      </output>
      <ol className="progress">
        {rows.map(({ step, state, sentence }) => (
          <li key={step} className={`progress-step is-${state}`}>
            <span className="progress-icon">
              <Icon
                name={icons[state]}
                {...(state === 'running' ? { className: 'spinner' } : {})}
              />
            </span>
            <span className="progress-sentence">
              <Prose>{sentence}</Prose>
            </span>
            <span className="progress-state">{wordFor(state)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function sentenceOf(id: string, plan: ShownPlan, text: Text): string {
  const step = plan.steps.find((one) => one.id === id)
  if (step !== undefined) return sentenceOfStep(step, plan, text)
  return id === CHECK_STEP ? text.planSteps.check : id
}
