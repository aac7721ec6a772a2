import type { ExistingRange } from '#domain/existing-range.ts'
import { assertNever } from '#domain/result.ts'
import { fill } from '../../text/fill.ts'
import { formatRange } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { useActions } from '../../wizard/use-wizard.ts'

type Props = { readonly remapUser: string; readonly existing: ExistingRange | undefined }

/** What the remap user has already, and what becomes of it. */
export function ExistingRangeNote({ remapUser, existing }: Props) {
  const { choose } = useText()
  const actions = useActions()
  if (existing === undefined) return null
  switch (existing.kind) {
    case 'used': {
      const { range, missingIn } = existing
      const values = { user: remapUser, range: formatRange(range), path: missingIn ?? '' }
      const sentence = missingIn === undefined ? choose.existingUsed : choose.existingCompleted
      return (
        <p className="field-help">
          <Prose>{fill(sentence, values)}</Prose>
        </p>
      )
    }
    case 'available': {
      const range = formatRange(existing.range)
      return (
        <div className="buttons buttons-compact">
          <p className="field-help">
            <Prose>{fill(choose.existingAvailable, { user: remapUser, range })}</Prose>
          </p>
          <ActionButton onPress={() => actions.typeStart(String(existing.range.start))}>
            {choose.useExisting}
          </ActionButton>
        </div>
      )
    }
    case 'replaced':
      return (
        <div className="field-help">
          <p>{choose.existingReplaced}</p>
          <ul>
            {existing.lines.map(({ path, line, text }) => (
              <li key={`${path} ${line}`}>
                <code>{path}</code>: <code>{text}</code>
              </li>
            ))}
          </ul>
        </div>
      )
    default:
      return assertNever(existing)
  }
}
