import type { Finding } from '#domain/findings/catalogue.ts'
import { useText } from '../../text/use-text.ts'
import { FindingItem } from './FindingItem.tsx'
import { GroupHeading } from './GroupHeading.tsx'
import { byTopic } from './finding-groups.ts'
import type { Group } from './finding-groups.ts'

type Props = { readonly group: Group; readonly findings: readonly Finding[] }

/** From here on a list gets headings. */
const LONG_LIST = 7

/** The findings of one group, a long list by what they are about. */
export function FindingList({ group, findings }: Props) {
  const { check } = useText()
  if (findings.length === 0) return null
  return (
    <section className="section">
      <GroupHeading group={group} count={findings.length} />
      {findings.length < LONG_LIST ? (
        <Items group={group} findings={findings} heading="h3" />
      ) : (
        byTopic(findings).map(({ topic, findings: ofTopic }) => (
          <div key={topic} className="finding-topic">
            <h3>{check.topics[topic]}</h3>
            <Items group={group} findings={ofTopic} heading="h4" />
          </div>
        ))
      )}
    </section>
  )
}

function Items({ group, findings, heading }: Props & { readonly heading: 'h3' | 'h4' }) {
  return (
    <ul className={`findings findings-${group}`}>
      {findings.map((finding) => (
        <FindingItem key={keyOf(finding)} finding={finding} heading={heading} />
      ))}
    </ul>
  )
}

function keyOf({ code, values, evidence }: Finding): string {
  return [code, ...Object.values(values), ...evidence].join(' ')
}
