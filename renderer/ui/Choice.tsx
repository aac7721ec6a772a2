import { useId } from 'react'
import { Icon } from './Icon.tsx'

type Props<Value extends string> = {
  readonly label: string
  readonly value: Value
  readonly options: readonly {
    readonly value: Value
    readonly label: string
    readonly lang?: string
  }[]
  readonly onChange: (value: Value) => void
}

/** One of a few, on one line: the platform's own list, which every screen reader and keyboard knows. */
export function Choice<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  const id = useId()
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <span className="choice-box">
        <select
          id={id}
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen !== undefined) onChange(chosen.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} lang={option.lang}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevron" className="choice-chevron" />
      </span>
    </div>
  )
}
