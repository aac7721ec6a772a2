export type KeyValue = {
  readonly label: string
  readonly value: string
  readonly isMachineText?: boolean
  readonly note?: string | undefined
}

type Props = { readonly rows: readonly KeyValue[] }

export function KeyValues({ rows }: Props) {
  return (
    <dl className="key-values">
      {rows.map(({ label, value, isMachineText = false, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span className={isMachineText ? 'machine-inline' : undefined}>{value}</span>
            {note !== undefined && note !== '' && <span className="key-values-note">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
