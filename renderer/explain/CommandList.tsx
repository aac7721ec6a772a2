import { useText } from '../text/use-text.ts'
import { CopyButton } from '../ui/CopyButton.tsx'

type Props = {
  readonly commands: readonly string[]
  /** Tells this button from others for those who hear them. */
  readonly about: string
}

/** Commands for a terminal, one a line. */
export function CommandList({ commands, about }: Props) {
  const { shell } = useText()
  const text = commands.join('\n')
  return (
    <div className="explain-commands">
      <pre className="machine">{text}</pre>
      <CopyButton text={text} label={shell.copy} about={about} />
    </div>
  )
}
