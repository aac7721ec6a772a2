import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../text/use-text.ts'
import { useWizard } from '../wizard/use-wizard.ts'
import { ScrollRegion } from './ScrollRegion.tsx'

type Props = {
  readonly title: string
  readonly lede: string
  readonly children: ReactNode
  /** Buttons that lead to the next and the previous step, and what keeps them from doing so. */
  readonly footer?: ReactNode
  /** Which of several contents is shown, where the page has them in turn. */
  readonly stage?: string
}

/** The frame of every step: its name, what it is for, its content, and the way on. */
export function StepPage({ title, lede, children, footer, stage }: Props) {
  const text = useText()
  const simulated = useWizard((state) => state.simulated)
  const heading = useRef<HTMLHeadingElement>(null)
  // A new step starts at its top, and a screen reader reads its name.
  useEffect(() => {
    const names = [title, text.product, ...(simulated ? [text.shell.simulated] : [])]
    document.title = names.join(' – ')
    document.querySelector('.page-scroll')?.scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [title, text, simulated])
  // Whoever was on a button that is gone now goes on from the top; the focus of others stays.
  useEffect(() => {
    if (stage === undefined || document.activeElement !== document.body) return
    heading.current?.focus({ preventScroll: true })
  }, [stage])
  return (
    <>
      <ScrollRegion className="page-scroll" label={title}>
        <div className="page-content">
          <header className="page-header">
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            <p className="lede">{lede}</p>
          </header>
          {children}
        </div>
      </ScrollRegion>
      {footer !== undefined && (
        <footer className="page-footer">
          <div className="page-footer-content">{footer}</div>
        </footer>
      )}
    </>
  )
}
