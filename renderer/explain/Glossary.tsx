import { Prose } from '../ui/Prose.tsx'
import type { ExplainText } from './explain-text.ts'
import { TERMS } from './terms.ts'

type Props = { readonly explain: ExplainText }

/** Every term in a sentence or two, in the order in which one leads to the next. */
export function Glossary({ explain }: Props) {
  return (
    <dl className="explain-terms explain-glossary">
      {TERMS.map((term) => (
        <div key={term}>
          <dt>{explain.terms[term].name}</dt>
          <dd>
            <Prose>{explain.terms[term].meaning}</Prose>
          </dd>
        </div>
      ))}
    </dl>
  )
}
