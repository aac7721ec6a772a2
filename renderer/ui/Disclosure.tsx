import { useId, useState } from 'react'
import type { ReactNode } from 'react'

type Props = {
  readonly className: string
  readonly buttonClassName: string
  readonly panelClassName?: string
  readonly trigger: ReactNode
  /** Where the line that opens is a heading. */
  readonly heading?: 'h3' | 'h4'
  readonly isOpen?: boolean
  readonly onExpand?: () => void
  readonly children: ReactNode
}

/** A line that opens to more, by WAI-ARIA's pattern. */
export function Disclosure({
  className,
  buttonClassName,
  panelClassName,
  trigger,
  heading: Heading,
  isOpen = false,
  onExpand,
  children,
}: Props) {
  const id = useId()
  const [isExpanded, setExpanded] = useState(isOpen)
  const button = (
    <button
      type="button"
      className={buttonClassName}
      aria-expanded={isExpanded}
      aria-controls={id}
      onClick={() => {
        setExpanded(!isExpanded)
        if (!isExpanded) onExpand?.()
      }}
    >
      {trigger}
    </button>
  )
  return (
    <div className={className}>
      {Heading === undefined ? button : <Heading>{button}</Heading>}
      <div id={id} className={panelClassName} hidden={!isExpanded}>
        {children}
      </div>
    </div>
  )
}
