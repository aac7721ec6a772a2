import { useText } from '../../text/use-text.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import type { ReviewedScript } from '../../wizard/wizard-state.ts'

type Props = {
  readonly script: ReviewedScript
  /** Where it comes from, and what it is for. */
  readonly help: string
}

export function ScriptView({ script, help }: Props) {
  const { review } = useText()
  return (
    <>
      <p className="quiet">
        <Prose>{help}</Prose>
      </p>
      <div className="code-bar">
        <span className="digest">
          {review.scriptDigest} <code>{script.sha256}</code>
        </span>
        <CopyButton text={script.text} label={review.copyScript} />
      </div>
      <ScrollRegion className="code" label={review.tabs.script}>
        <pre>{script.text}</pre>
      </ScrollRegion>
    </>
  )
}
