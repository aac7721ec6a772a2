import type { Source } from '#domain/findings/declaration.ts'
import { useText } from '../../text/use-text.ts'
import { SourceLink } from '../../ui/SourceLink.tsx'

type Props = { readonly source: Source }

/** How sure a rule is, and where to read it. */
export function FindingSource({ source: { url, certainty } }: Props) {
  const { check } = useText()
  return (
    <p className="finding-source">
      <span>{check.howWeKnow}</span>
      <span>{check.certainties[certainty]}</span>
      <span>
        <SourceLink url={url} />
      </span>
    </p>
  )
}
