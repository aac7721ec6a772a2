import { visibleLine } from '#domain/visible-text.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { Fold } from '../../ui/Fold.tsx'

type Props = { readonly evidence: readonly string[] }

/** More lines than this push what comes after them off the screen. */
const SHOWN_LINES = 5

/** What a finding was concluded from, in the machine's own words. */
export function FindingEvidence({ evidence }: Props) {
  const { check } = useText()
  if (evidence.length === 0) return null
  const lines = evidence.map(visibleLine)
  // A fold for a single line would take as much room as the line.
  const shown = evidence.length > SHOWN_LINES + 1 ? SHOWN_LINES : evidence.length
  const rest = lines.slice(shown)
  return (
    <div className="evidence">
      <p className="evidence-label">{check.evidence}</p>
      <pre className="machine">{lines.slice(0, shown).join('\n')}</pre>
      {rest.length > 0 && (
        <Fold title={fill(check.moreEvidence, { count: rest.length })} isQuiet>
          <pre className="machine">{rest.join('\n')}</pre>
        </Fold>
      )}
    </div>
  )
}
