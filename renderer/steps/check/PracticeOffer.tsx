import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'

/** Where this machine cannot be changed, the wizard can still be seen at work. */
export function PracticeOffer() {
  const { shell } = useText()
  const actions = useActions()
  const simulated = useWizard((state) => state.simulated)
  if (simulated) return undefined
  return (
    <div className="buttons">
      <ActionButton onPress={actions.openPractice}>
        <Icon name="flask" />
        {shell.practise}
      </ActionButton>
    </div>
  )
}
