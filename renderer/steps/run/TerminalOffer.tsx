import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Prose } from '../../ui/Prose.tsx'

type Props = { readonly onPress: () => void }

/** The way without a password dialog, for whoever wants it. */
export function TerminalOffer({ onPress }: Props) {
  const { terminal } = useText()
  return (
    <section className="section">
      <h2>{terminal.offerTitle}</h2>
      <p>
        <Prose>{terminal.offerDetail}</Prose>
      </p>
      <div>
        <ActionButton onPress={onPress}>{terminal.button}</ActionButton>
      </div>
    </section>
  )
}
