import { useEffect, useState } from 'react'
import { useText } from '../text/use-text.ts'
import { useActions } from '../wizard/use-wizard.ts'
import { ActionButton } from './ActionButton.tsx'
import { Icon } from './Icon.tsx'

type Props = {
  readonly text: string
  readonly label: string
  /** Tells buttons with the same label apart for those who hear them. */
  readonly about?: string
}

const CONFIRMATION_MS = 2000

export function CopyButton({ text, label, about }: Props) {
  const { copied } = useText().shell
  const actions = useActions()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setCopied(false), CONFIRMATION_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <span className="copy">
      <ActionButton kind="secondary" onPress={() => void actions.copy(text).then(setCopied)}>
        <Icon name="copy" />
        {label}
        {about !== undefined && <span className="visually-hidden"> {about}</span>}
      </ActionButton>
      <output className="copy-confirmation">{isCopied ? copied : ''}</output>
    </span>
  )
}
