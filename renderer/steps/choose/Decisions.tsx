import type { Consent } from '#domain/consents.ts'
import { useText } from '../../text/use-text.ts'
import { DecisionItem } from './DecisionItem.tsx'
import type { Decision } from './decisions.ts'

type Props = { readonly decisions: readonly Decision[]; readonly consents: readonly Consent[] }

/** What goes beyond turning remapping on: nothing of it is done unless its switch is turned on. */
export function Decisions({ decisions, consents }: Props) {
  const { choose } = useText()
  if (decisions.length === 0) return null
  return (
    <section className="section">
      <h2>{choose.decisionsTitle}</h2>
      <p className="quiet">{choose.decisionsHelp}</p>
      <ul className="decisions">
        {decisions.map((decision) => (
          <DecisionItem
            key={decision.consent}
            decision={decision}
            isGiven={consents.includes(decision.consent)}
          />
        ))}
      </ul>
    </section>
  )
}
