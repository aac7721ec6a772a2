import type { Plan } from '#domain/plan.ts'
import { useText } from '../../text/use-text.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { commandsOf } from './commands.ts'

type Props = { readonly plan: Plan }

export function ByHand({ plan }: Props) {
  const { review } = useText()
  const commands = commandsOf(plan).join('\n')
  return (
    <>
      <p className="quiet">{review.byHandHelp}</p>
      <div className="code-bar">
        <CopyButton text={commands} label={review.copyCommands} />
      </div>
      <ScrollRegion className="code" label={review.tabs.byHand}>
        <pre>{commands}</pre>
      </ScrollRegion>
    </>
  )
}
