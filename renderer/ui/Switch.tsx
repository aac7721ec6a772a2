type Props = {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  /** For a label that stands beside it; one that stands around it needs none. */
  readonly id?: string
  /** The ID of what explains it. */
  readonly describedBy?: string
}

/** What is on or off at once. It is a check box, so that it needs no code for keys. */
export function Switch({ isOn, onChange, id, describedBy }: Props) {
  return (
    <input
      type="checkbox"
      role="switch"
      aria-checked={isOn}
      aria-describedby={describedBy}
      className="switch"
      id={id}
      checked={isOn}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
}
