import { reasonSources } from '#domain/containers/reason-sources.ts'
import type { Reason } from '#domain/containers/verdict.ts'
import { visibleLine } from '#domain/visible-text.ts'
import { FindingSource } from '../steps/check/FindingSource.tsx'
import { useText } from '../text/use-text.ts'
import { Prose } from '../ui/Prose.tsx'
import { reasonSentence } from './verdict-words.ts'

type Props = { readonly reason: Reason }

/** What happens and why, what it was concluded from, and how that is known. */
export function ReasonDetails({ reason }: Props) {
  const text = useText()
  return (
    <div className="reason">
      <p>
        <strong>{text.verdicts.reasons[reason.code].title}</strong>
      </p>
      <p>
        <Prose>{reasonSentence(reason, text)}</Prose>
      </p>
      <pre className="machine" aria-label={text.verdicts.seen}>
        {reason.evidence.map(visibleLine).join('\n')}
      </pre>
      <FindingSource source={reasonSources[reason.code]} />
    </div>
  )
}
