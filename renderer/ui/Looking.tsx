import { Icon } from './Icon.tsx'

type Props = { readonly label: string }

/** Something is on its way. */
export function Looking({ label }: Props) {
  return (
    <output className="looking">
      <Icon name="ring" className="spinner" />
      {label}
    </output>
  )
}
