import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useActions } from '../../wizard/use-wizard.ts'
import type { ResumeState } from '../../wizard/wizard-state.ts'

type Props = { readonly at: ResumeState }

/** The one way on from where the attempt stands; the two ways to begin one have buttons of their own. */
export function ResumeButton({ at: { target, preview, verb, run } }: Props) {
  const text = useText()
  const actions = useActions()
  if (preview.kind !== 'ready') return null
  const { plan } = preview.value
  if (run.kind === 'not-started' && verb !== undefined) {
    return (
      <ActionButton kind="primary" onPress={() => void actions.resume(verb)}>
        {text.shell.tryAgain}
      </ActionButton>
    )
  }
  if (run.kind !== 'finished') return null
  if (run.outcome === 'refused') {
    return (
      <ActionButton kind="primary" onPress={() => void actions.openResume(target)}>
        {text.run.lookAgain}
      </ActionButton>
    )
  }
  if (run.outcome === 'done' && plan.action === 'apply' && !plan.needsReboot) {
    return (
      <ActionButton kind="primary" onPress={() => void actions.prove(target, plan)}>
        {text.shell.continue}
      </ActionButton>
    )
  }
  return (
    <ActionButton kind="primary" onPress={() => void actions.look()}>
      {text.run.lookAgain}
    </ActionButton>
  )
}
