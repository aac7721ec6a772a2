import { declarationOf } from '#domain/findings/catalogue.ts'
import type { Finding } from '#domain/findings/catalogue.ts'
import { ExplainFinding } from '../../explain/ExplainFinding.tsx'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { FindingEvidence } from './FindingEvidence.tsx'
import { FindingSource } from './FindingSource.tsx'
import { groupOf } from './finding-groups.ts'
import { inWords } from './finding-words.ts'
import { groupIcons } from './group-icons.ts'

type Props = { readonly finding: Finding; readonly heading: 'h3' | 'h4' }

/** A finding: what it means, what it was concluded from, what to do, and how sure it is. */
export function FindingItem({ finding, heading: Heading }: Props) {
  const text = useText()
  const group = groupOf(finding)
  const sentence = text.findings[finding.code]
  const values = inWords(finding.values, text)
  const { consent, source } = declarationOf(finding.code)
  return (
    <li className="finding">
      <Icon name={groupIcons[group]} className={`finding-icon icon-${group}`} />
      <div>
        <Heading>
          <Prose>{fill(sentence.title, values)}</Prose>
        </Heading>
        <p>
          <Prose>{fill(sentence.detail, values)}</Prose>
        </p>
        <FindingEvidence evidence={finding.evidence} />
        {consent !== undefined && (
          <Action label={text.check.ifYouAgree}>{text.consents[consent].does}</Action>
        )}
        {sentence.action !== '' && (
          <Action label={consent === undefined ? text.check.whatToDo : text.check.orYourself}>
            {fill(sentence.action, values)}
          </Action>
        )}
        <ExplainFinding finding={finding} />
        <FindingSource source={source} />
      </div>
    </li>
  )
}

function Action({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <p className="finding-action">
      <strong>{label}</strong>
      <Prose>{children}</Prose>
    </p>
  )
}
