import { fill } from '../text/fill.ts'
import { useText } from '../text/use-text.ts'
import type { WizardStep } from '../wizard/wizard-state.ts'
import { Icon } from './Icon.tsx'

const steps: readonly WizardStep['step'][] = ['check', 'choose', 'review', 'apply', 'prove']

type Props = { readonly step: WizardStep['step']; readonly stepBelow: WizardStep['step'] }

/** The five steps, and which one this is. On a page laid over a step, the step below stays marked. */
export function Stepper({ step: shown, stepBelow }: Props) {
  const text = useText()
  const current = steps.indexOf(stepBelow)
  return (
    <nav className="stepper" aria-label={text.shell.progress}>
      <p className="stepper-short">
        {fill(text.shell.stepOf, { number: current + 1, count: steps.length })}
      </p>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step}
            className={`stepper-step ${stateOf(index, current)}`}
            {...(index === current && shown === stepBelow
              ? { 'aria-current': 'step' as const }
              : {})}
          >
            <span className="stepper-mark" aria-hidden="true">
              {index < current ? <Icon name="check" /> : index + 1}
            </span>
            <span className="stepper-name">{text.steps[step]}</span>
            {index < current && <span className="visually-hidden">({text.shell.stepDone})</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function stateOf(index: number, current: number): string {
  if (index < current) return 'is-done'
  return index === current ? 'is-current' : 'is-ahead'
}
