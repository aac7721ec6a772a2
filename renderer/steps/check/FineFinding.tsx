import { declarationOf } from '#domain/findings/catalogue.ts'
import type { Finding } from '#domain/findings/catalogue.ts'
import { ExplainFinding } from '../../explain/ExplainFinding.tsx'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { FindingEvidence } from './FindingEvidence.tsx'
import { FindingSource } from './FindingSource.tsx'
import { inWords } from './finding-words.ts'

type Props = { readonly finding: Finding }

/** One line; how it is known is there for whoever wants to see it. */
export function FineFinding({ finding }: Props) {
  const { code, values, evidence } = finding
  const text = useText()
  const sentence = text.findings[code]
  const words = inWords(values, text)
  return (
    <li>
      <Disclosure
        className="fold"
        buttonClassName="finding-button"
        heading="h3"
        trigger={
          <>
            <Icon name="check" className="finding-icon icon-fine" />
            <span>
              <Prose>{fill(sentence.title, words)}</Prose>
            </span>
            <Icon name="chevron" className="fold-chevron" />
          </>
        }
      >
        <div className="finding-details">
          <p>
            <Prose>{fill(sentence.detail, words)}</Prose>
          </p>
          <FindingEvidence evidence={evidence} />
          <ExplainFinding finding={finding} />
          <FindingSource source={declarationOf(code).source} />
        </div>
      </Disclosure>
    </li>
  )
}
