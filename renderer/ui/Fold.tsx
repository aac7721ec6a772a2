import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure'
import { Icon } from './Icon.tsx'

type Props = { readonly title: string; readonly children: ReactNode; readonly isQuiet?: boolean }

/** Something that is there for whoever wants to see it. */
export function Fold({ title, children, isQuiet = false }: Props) {
  return (
    <Disclosure className={isQuiet ? 'fold fold-quiet' : 'fold'}>
      <Button slot="trigger" className="fold-button">
        <Icon name="chevron" className="fold-chevron" />
        {title}
      </Button>
      <DisclosurePanel className="fold-panel">{children}</DisclosurePanel>
    </Disclosure>
  )
}
