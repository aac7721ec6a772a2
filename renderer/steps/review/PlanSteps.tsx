import type { Plan } from '#domain/plan.ts'
import { useText } from '../../text/use-text.ts'
import { Prose } from '../../ui/Prose.tsx'
import { sentenceOfStep } from './step-text.ts'

type Props = { readonly plan: Plan }

export function PlanSteps({ plan }: Props) {
  const text = useText()
  return (
    <>
      <h2>{text.review.stepsTitle}</h2>
      <ol className="plan-steps">
        {plan.steps.map((step) => (
          <li key={step.id}>
            <span>
              <Prose>{sentenceOfStep(step, plan, text)}</Prose>
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}
