import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'

type Props = {
  readonly icon?: IconName
  readonly title: string
  readonly detail: string
  readonly children?: ReactNode
}

/** Nothing is here yet, and how something gets here. */
export function EmptyState({ icon = 'history', title, detail, children }: Props) {
  return (
    <div className="empty">
      <Icon name={icon} className="empty-icon" />
      <h3>{title}</h3>
      <p>{detail}</p>
      {children}
    </div>
  )
}
