import { memo } from 'react'
import type { Landing } from '#domain/landing.ts'
import { useText } from '../text/use-text.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/Icon.tsx'

const icons: Readonly<Record<Landing, IconName>> = {
  root: 'warning',
  capable: 'key',
  user: 'person',
  unmapped: 'circle',
  nobody: 'shield',
}

type Props = { readonly landing: Landing; readonly count?: number }

/** Words and a shape, so that it does not rest on colour. */
export const LandingBadge = memo(function LandingBadge({ landing, count }: Props) {
  const { compare } = useText()
  return (
    <span className={`badge badge-${landing}`}>
      <Icon name={icons[landing]} />
      {count !== undefined && <span>{count}</span>}
      {compare.landings[landing]}
    </span>
  )
})
