import type { ChoiceProblem } from '#domain/plan.ts'
import { useText } from '../../text/use-text.ts'
import { useActions } from '../../wizard/use-wizard.ts'
import { EntryField } from './EntryField.tsx'

type Props = { readonly value: string; readonly problems: readonly ChoiceProblem[] }

export function RemapUserField({ value, problems }: Props) {
  const { choose } = useText()
  const actions = useActions()
  return (
    <EntryField
      label={choose.remapUser}
      help={choose.remapUserHelp}
      value={value}
      problems={problems}
      onChange={actions.typeRemapUser}
    />
  )
}
