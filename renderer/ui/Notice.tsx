import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import { Prose } from './Prose.tsx'

export type Tone = 'info' | 'good' | 'decision' | 'warning' | 'bad'

const icons: Readonly<Record<Tone, IconName>> = {
  info: 'info',
  good: 'check',
  decision: 'question',
  warning: 'warning',
  bad: 'blocked',
}

type Props = {
  readonly tone: Tone
  readonly title: string
  readonly children?: ReactNode
  /** Read out as soon as it appears. */
  readonly announce?: boolean
}

/** Something to know before anything else on the screen. */
export function Notice({ tone, title, children, announce = false }: Props) {
  return (
    <section className={`notice notice-${tone}`} role={announce ? 'status' : undefined}>
      <Icon name={icons[tone]} className="notice-icon" />
      <div className="notice-body">
        <h2 className="notice-title">
          <Prose>{title}</Prose>
        </h2>
        {children}
      </div>
    </section>
  )
}
