import type { Finding } from '#domain/findings/catalogue.ts'
import { FineFinding } from './FineFinding.tsx'
import { GroupHeading } from './GroupHeading.tsx'

type Props = { readonly findings: readonly Finding[] }

/** What is as it should be: a line each. */
export function FineFindings({ findings }: Props) {
  if (findings.length === 0) return null
  return (
    <section className="section">
      <GroupHeading group="fine" count={findings.length} />
      <ul className="findings findings-fine">
        {findings.map((finding) => (
          <FineFinding key={finding.code} finding={finding} />
        ))}
      </ul>
    </section>
  )
}
