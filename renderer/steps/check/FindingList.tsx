import type { Finding } from '#domain/findings/catalogue.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import type { Text } from '../../text/en.ts'
import { Fold } from '../../ui/Fold.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Prose } from '../../ui/Prose.tsx'

type Severity = Finding['severity']

const icons: Readonly<Record<Severity, IconName>> = {
  blocker: 'blocked',
  warning: 'warning',
  note: 'check',
}

type Props = {
  readonly title: string
  readonly severity: Severity
  readonly findings: readonly Finding[]
}

/** Findings of one severity, each with what it means, what it was concluded from, and what to do. */
export function FindingList({ title, severity, findings }: Props) {
  if (findings.length === 0) return null
  return (
    <section className="section">
      <h2>{title}</h2>
      <ul className={`findings findings-${severity}`}>
        {findings.map((finding) => (
          <FindingItem
            key={`${finding.code} ${Object.values(finding.values).join(' ')}`}
            finding={finding}
          />
        ))}
      </ul>
    </section>
  )
}

function FindingItem({ finding }: { readonly finding: Finding }) {
  const text = useText()
  const sentence = text.findings[finding.code]
  const values = inWords(finding.values, text)
  return (
    <li className="finding">
      <Icon name={icons[finding.severity]} className={`finding-icon icon-${finding.severity}`} />
      <div>
        <h3>
          <Prose>{fill(sentence.title, values)}</Prose>
        </h3>
        <p>
          <Prose>{fill(sentence.detail, values)}</Prose>
        </p>
        <Evidence finding={finding} />
        {sentence.action !== '' && (
          <p className="finding-action">
            <strong>{text.check.whatToDo}</strong>
            <Prose>{fill(sentence.action, values)}</Prose>
          </p>
        )}
      </div>
    </li>
  )
}

/** Folded where all is well: there it is for whoever wants to see it. */
function Evidence({ finding: { evidence, severity } }: { readonly finding: Finding }) {
  const { check } = useText()
  if (evidence.length === 0) return null
  const lines = <pre className="machine">{evidence.join('\n')}</pre>
  if (severity === 'note')
    return (
      <Fold title={check.evidence} isQuiet>
        {lines}
      </Fold>
    )
  return (
    <div className="evidence">
      <p className="evidence-label">{check.evidence}</p>
      {lines}
    </div>
  )
}

/** The values as they stand in a sentence: a `reason` is a code too. */
function inWords(values: Finding['values'], text: Text): Finding['values'] {
  const reasons: Readonly<Record<string, string>> = text.reasons
  const { reason } = values
  return reason === undefined ? values : { ...values, reason: reasons[reason] ?? reason }
}
