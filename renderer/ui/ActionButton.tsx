import type { ReactNode } from 'react'

type Props = {
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly children: ReactNode
  readonly onPress: () => void
  readonly isDisabled?: boolean
  /** The id of the text that says why it is disabled, or what it will do. */
  readonly describedBy?: string
}

export function ActionButton({
  kind = 'secondary',
  children,
  onPress,
  isDisabled = false,
  describedBy,
}: Props) {
  return (
    <button
      type="button"
      className={`button button-${kind}`}
      onClick={onPress}
      disabled={isDisabled}
      aria-describedby={describedBy}
    >
      {children}
    </button>
  )
}
