import { useId } from 'react'
import type { ChoiceProblem } from '#domain/plan.ts'
import { useText } from '../../text/use-text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { problemText } from './problem-text.ts'

type Props = {
  readonly label: string
  readonly help: string
  readonly value: string
  readonly problems: readonly ChoiceProblem[]
  /** Not even something that could be checked. */
  readonly formatError?: string | undefined
  readonly isNumeric?: boolean
  /** What the entry comes to, beside it. */
  readonly result?: string
  readonly onChange: (value: string) => void
}

/** A text field that says what is wrong while one types. */
export function EntryField({
  label,
  help,
  value,
  problems,
  formatError,
  isNumeric = false,
  result,
  onChange,
}: Props) {
  const text = useText()
  const id = useId()
  const errors = problems.filter((problem) => problem.severity === 'blocker')
  const warnings = problems.filter((problem) => problem.severity === 'warning')
  const isInvalid = errors.length > 0 || formatError !== undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-entry">
        <input
          className="input"
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={isInvalid}
          aria-describedby={`${id}-problems ${id}-help`}
          inputMode={isNumeric ? 'numeric' : 'text'}
          autoComplete="off"
          spellCheck="false"
        />
        {result !== undefined && <output className="range-result">{result}</output>}
      </div>
      <div className="field-problems" id={`${id}-problems`}>
        {[formatError, ...errors.map((problem) => problemText(problem, text))]
          .filter((sentence) => sentence !== undefined)
          .map((sentence) => (
            <span key={sentence} className="field-problem">
              <Icon name="blocked" className="icon-blocker" />
              <span>
                <Prose>{sentence}</Prose>
              </span>
            </span>
          ))}
      </div>
      <div className="field-help" id={`${id}-help`}>
        {warnings.map((problem) => (
          <span key={`${problem.code}-${JSON.stringify(problem.values)}`} className="field-problem">
            <Icon name="warning" className="icon-warning" />
            <span>
              <Prose>{problemText(problem, text)}</Prose>
            </span>
          </span>
        ))}
        <span>
          <Prose>{help}</Prose>
        </span>
      </div>
    </div>
  )
}
