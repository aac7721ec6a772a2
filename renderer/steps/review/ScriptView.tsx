import { useText } from '../../text/use-text.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import type { ReviewedScript } from '../../wizard/wizard-state.ts'

type Props = { readonly script: ReviewedScript }

export function ScriptView({ script }: Props) {
  const { review } = useText()
  return (
    <>
      <p className="quiet">{review.scriptHelp}</p>
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
