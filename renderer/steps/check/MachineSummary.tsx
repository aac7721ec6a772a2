import type { HostFacts } from '#domain/host-facts.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { machineRows } from './machine-rows.ts'

type Props = { readonly facts: HostFacts }

/** What this machine is. */
export function MachineSummary({ facts }: Props) {
  const text = useText()
  const language = useLanguage()
  return (
    <section className="section">
      <h2>{text.check.machine}</h2>
      <KeyValues rows={machineRows(facts, text, language)} />
      {facts.access === 'elevated' && <p className="quiet">{text.check.elevatedNote}</p>}
    </section>
  )
}
