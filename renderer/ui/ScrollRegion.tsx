import type { ReactNode } from 'react'

type Props = {
  readonly label: string
  readonly className: string
  readonly children: ReactNode
}

/** Whoever has no mouse scrolls with the arrow keys, so a part that scrolls takes the focus (WCAG 2.1.1). */
const focusable = { tabIndex: 0 } as const

/** A part of the page that scrolls by itself. */
export function ScrollRegion({ label, className, children }: Props) {
  return (
    <section className={className} aria-label={label} {...focusable}>
      {children}
    </section>
  )
}
