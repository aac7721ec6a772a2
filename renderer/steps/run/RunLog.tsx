import type { RunEvent } from '#domain/run-events.ts'
import { useText } from '../../text/use-text.ts'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'

type Props = { readonly events: readonly RunEvent[] }

/** What the run reported in the machine's own words: above all what dockerd said. */
export function RunLog({ events }: Props) {
  const { run } = useText()
  const lines = events.filter((event) => event.kind === 'log').map((event) => event.text)
  if (lines.length === 0) return null
  return (
    <section className="section">
      <h2>{run.log}</h2>
      <ScrollRegion className="code code-short" label={run.log}>
        <pre>{lines.join('\n')}</pre>
      </ScrollRegion>
    </section>
  )
}
