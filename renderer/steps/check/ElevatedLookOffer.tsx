import type { Failure } from '#contract/channels.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useActions } from '../../wizard/use-wizard.ts'

type Props = { readonly failure: Failure | undefined }

/** Some facts are for administrators only: offers one reading with a password, and says how the last one ended. */
export function ElevatedLookOffer({ failure }: Props) {
  const text = useText()
  const actions = useActions()
  return (
    <>
      {failure !== undefined && (
        <FailureNotice failure={failure} reassurance={text.run.nothingChanged} />
      )}
      <Notice tone="info" title={text.check.elevateTitle}>
        <p>{text.check.elevateDetail}</p>
        <ActionButton kind="primary" onPress={() => void actions.lookElevated()}>
          <Icon name="key" />
          {text.check.elevate}
        </ActionButton>
      </Notice>
    </>
  )
}
