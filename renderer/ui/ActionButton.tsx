import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'

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
    <Button
      className={`button button-${kind}`}
      onPress={onPress}
      isDisabled={isDisabled}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    >
      {children}
    </Button>
  )
}
