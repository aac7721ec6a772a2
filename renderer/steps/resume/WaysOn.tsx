import type { ReactNode } from 'react'
import type { JournalStep } from '#domain/plan.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { useActions } from '../../wizard/use-wizard.ts'
import type { Resumable } from '../../wizard/wizard-state.ts'
import { sentenceOfStep } from '../review/step-text.ts'
import { purposeOf } from '../run/plan-purpose.ts'
import { sentenceOfRollback } from './rollback-text.ts'
import { rollbackOf, stepsToFinish } from './ways-on.ts'

type Props = { readonly preview: Resumable }

/** Finish or roll back, each with exactly what it would do. */
export function WaysOn({ preview }: Props) {
  const { resume } = useText()
  return (
    <section className="section">
      <h2>{resume.waysTitle}</h2>
      <div className="ways">
        <Finish preview={preview} />
        <RollBack preview={preview} />
      </div>
    </section>
  )
}

function Finish({ preview: { plan, events, verbs } }: Props) {
  const text = useText()
  const actions = useActions()
  const { finish } = text.resume
  if (!verbs.includes('finish')) {
    return (
      <Way title={finish.title}>
        <p>{finish.impossible}</p>
      </Way>
    )
  }
  const steps = stepsToFinish(plan, events)
  return (
    <Way
      title={finish.title}
      button={
        <>
          <ActionButton kind="primary" onPress={() => void actions.resume('finish')}>
            {finish.button}
          </ActionButton>
          <ActionButton kind="quiet" onPress={() => void actions.resume('finish', 'terminal')}>
            {finish.inTerminal}
          </ActionButton>
        </>
      }
    >
      <p>{finish.detail}</p>
      <Sentences sentences={steps.map((step) => sentenceOfStep(step, plan, text))} />
      {steps.some(isRestart) && <p>{text.undo.restart}</p>}
      <p>{finish.after[purposeOf(plan)]}</p>
      <p>{finish.onFailure}</p>
    </Way>
  )
}

function RollBack({ preview: { plan, events, verbs } }: Props) {
  const text = useText()
  const actions = useActions()
  const { rollBack } = text.resume
  const { steps, keptPaths, restartIfNeeded, startsContainers } = rollbackOf(plan, events)
  const sentences = [
    ...steps.map((step) => sentenceOfRollback(step, plan, text)),
    ...(restartIfNeeded ? [fill(rollBack.restartIfNeeded, { service: restartIfNeeded.name })] : []),
    ...(startsContainers ? [rollBack.startContainers] : []),
  ]
  return (
    <Way
      title={rollBack.title}
      button={
        <>
          <ActionButton
            kind={verbs.includes('finish') ? 'secondary' : 'primary'}
            onPress={() => void actions.resume('roll-back')}
          >
            {rollBack.button}
          </ActionButton>
          <ActionButton kind="quiet" onPress={() => void actions.resume('roll-back', 'terminal')}>
            {rollBack.inTerminal}
          </ActionButton>
        </>
      }
    >
      <p>{steps.length > 0 ? rollBack.detail : rollBack.nothing}</p>
      <Sentences sentences={sentences} />
      {keptPaths.map((path) => (
        <p key={path}>
          <Prose>{fill(rollBack.kept, { path })}</Prose>
        </p>
      ))}
      {steps.some(isRestart) && <p>{text.undo.restart}</p>}
      <p>{rollBack.after[purposeOf(plan)]}</p>
    </Way>
  )
}

function isRestart({ kind }: JournalStep): boolean {
  return kind === 'restart-docker'
}

type WayProps = {
  readonly title: string
  readonly children: ReactNode
  readonly button?: ReactNode
}

function Way({ title, children, button }: WayProps) {
  return (
    <section className="way">
      <h3>{title}</h3>
      {children}
      {button !== undefined && <div className="way-button">{button}</div>}
    </section>
  )
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ol className="plan-steps">
      {sentences.map((sentence) => (
        <li key={sentence}>
          <span>
            <Prose>{sentence}</Prose>
          </span>
        </li>
      ))}
    </ol>
  )
}
