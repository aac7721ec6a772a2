import type { Remedy } from '#domain/containers/remedies.ts'
import type { VerdictKind } from '#domain/containers/verdict.ts'
import { useText } from '../text/use-text.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Prose } from '../ui/Prose.tsx'
import { remedyPrice, remedySentence } from './verdict-words.ts'

type Props = {
  readonly name: string
  readonly remedies: readonly Remedy[]
  readonly verdict: VerdictKind
}

/** The exact lines to change, each with what it does and what it costs. Nobody but the user writes them. */
export function Remedies({ name, remedies, verdict }: Props) {
  const text = useText()
  if (verdict === 'exempt' || verdict === 'works') return null
  if (remedies.length === 0) return <p>{text.verdicts.noRemedy}</p>
  return (
    <div className="remedies">
      <p>
        <strong>{text.verdicts.toKeep}</strong>
      </p>
      <ul>
        {remedies.map((remedy) => {
          const lines = remedy.lines.join('\n')
          const price = remedyPrice(remedy, text)
          return (
            <li key={lines} className="remedy">
              <p>
                <Prose>{remedySentence(remedy, text)}</Prose>
              </p>
              <div className="remedy-lines">
                <pre className="machine">{lines}</pre>
                <CopyButton text={lines} label={text.verdicts.copyLine} about={name} />
              </div>
              {price !== '' && (
                <p className="quiet">
                  <Prose>{price}</Prose>
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
