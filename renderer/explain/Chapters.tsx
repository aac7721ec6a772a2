import { EXPLAIN_LINKS } from '#domain/explain-links.ts'
import { Prose } from '../ui/Prose.tsx'
import { SourceLink } from '../ui/SourceLink.tsx'
import type { ExplainText } from './explain-text.ts'

const CHAPTERS = ['fences', 'remapping', 'gains', 'costs', 'limits', 'instead'] as const

type Props = { readonly explain: ExplainText }

/** Cgroups and namespaces, what is gained, what it costs, what it does not do, and when something else is better. */
export function Chapters({ explain }: Props) {
  return (
    <div className="explain-chapters">
      {CHAPTERS.map((id) => {
        const { title, paragraphs, points } = explain.chapters[id]
        return (
          <article key={id} className="explain-part">
            <h3>{title}</h3>
            {paragraphs.map((paragraph) => (
              <p key={paragraph}>
                <Prose>{paragraph}</Prose>
              </p>
            ))}
            {points.length > 0 && (
              <ul className="plain-list">
                {points.map((point) => (
                  <li key={point}>
                    <Prose>{point}</Prose>
                  </li>
                ))}
              </ul>
            )}
          </article>
        )
      })}
      <article className="explain-part">
        <h3>{explain.readMore}</h3>
        <ul className="explain-links">
          {EXPLAIN_LINKS.map((url) => (
            <li key={url}>
              <SourceLink url={url} />
            </li>
          ))}
        </ul>
      </article>
    </div>
  )
}
