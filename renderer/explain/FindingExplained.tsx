import type { Finding } from '#domain/findings/catalogue.ts'
import { Prose } from '../ui/Prose.tsx'
import { CommandList } from './CommandList.tsx'
import { commandsOf } from './commands-of.ts'
import { useExplainText } from './explain-texts.ts'
import { FINDING_EXPLANATIONS } from './finding-explanations.ts'
import { NotLoaded } from '../ui/NotLoaded.tsx'
import './explain.css'

type Props = { readonly finding: Pick<Finding, 'code' | 'values'> }

/** The words that a finding rests on, and the commands that show the same. */
export function FindingExplained({ finding }: Props) {
  const explain = useExplainText()
  if (explain === undefined) return <NotLoaded />
  const { terms } = FINDING_EXPLANATIONS[finding.code]
  return (
    <div className="explain-finding">
      <dl className="explain-terms">
        {terms.map((term) => (
          <div key={term}>
            <dt>{explain.terms[term].name}</dt>
            <dd>
              <Prose>{explain.terms[term].meaning}</Prose>
            </dd>
          </div>
        ))}
      </dl>
      <p className="evidence-label">{explain.byHand}</p>
      <CommandList commands={commandsOf(finding)} about={explain.byHand} />
    </div>
  )
}
