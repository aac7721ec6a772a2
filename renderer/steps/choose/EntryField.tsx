import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextField } from 'react-aria-components/TextField'
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
  const errors = problems.filter((problem) => problem.severity === 'blocker')
  const warnings = problems.filter((problem) => problem.severity === 'warning')
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={errors.length > 0 || formatError !== undefined}
      inputMode={isNumeric ? 'numeric' : 'text'}
      autoComplete="off"
      spellCheck="false"
    >
      <Label>{label}</Label>
      <div className="field-entry">
        <Input className="input" />
        {result !== undefined && <output className="range-result">{result}</output>}
      </div>
      <FieldError className="field-problems">
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
      </FieldError>
      <Text slot="description" elementType="div" className="field-help">
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
      </Text>
    </TextField>
  )
}
