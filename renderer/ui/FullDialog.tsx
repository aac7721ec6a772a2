import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../text/use-text.ts'
import { useWizard } from '../wizard/use-wizard.ts'
import { ActionButton } from './ActionButton.tsx'
import { Icon } from './Icon.tsx'
import { SimulatedWords } from './SimulatedWords.tsx'
import './full-dialog.css'

type Props = {
  readonly title: string
  /** What else stands beside the title. */
  readonly tools?: ReactNode
  readonly children: ReactNode
  readonly onClose: () => void
}

/**
 * Fills the window; Escape leaves it. Everything below is out of reach meanwhile, and the focus returns to where it was
 * (the browser's own modal dialog).
 */
export function FullDialog({ title, tools, children, onClose }: Props) {
  const { shell } = useText()
  const simulated = useWizard((state) => state.simulated)
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    return () => opened?.close()
  }, [])
  return (
    <dialog ref={dialog} className="full-dialog" aria-labelledby={id} onClose={onClose}>
      {simulated && (
        <div className="simulated">
          <SimulatedWords />
        </div>
      )}
      <header className="full-dialog-head">
        <h2 id={id}>{title}</h2>
        <div className="full-dialog-tools">
          {tools}
          <ActionButton onPress={() => dialog.current?.close()}>
            <Icon name="cross" />
            {shell.close}
          </ActionButton>
        </div>
      </header>
      <div className="full-dialog-body">{children}</div>
    </dialog>
  )
}
