import type { ReactNode } from 'react'
import { Disclosure } from './Disclosure.tsx'
import { Icon } from './Icon.tsx'

type Props = {
  readonly title: string
  readonly children: ReactNode
  readonly isQuiet?: boolean
  readonly onExpand?: () => void
}

/** Something that is there for whoever wants to see it. */
export function Fold({ title, children, isQuiet = false, onExpand }: Props) {
  return (
    <Disclosure
      className={isQuiet ? 'fold fold-quiet' : 'fold'}
      buttonClassName="fold-button"
      panelClassName="fold-panel"
      {...(onExpand && { onExpand })}
      trigger={
        <>
          <Icon name="chevron" className="fold-chevron" />
          {title}
        </>
      }
    >
      {children}
    </Disclosure>
  )
}
