import { useText } from '../text/use-text.ts'
import { useWizard } from '../wizard/use-wizard.ts'
import { Icon } from './Icon.tsx'

/** On whatever shows a machine that is none: nobody is to take it for their own. */
export function SimulatedWords() {
  const { shell } = useText()
  const practice = useWizard((state) => state.practice)
  return (
    <p className="simulated-words">
      <Icon name="flask" />
      <strong>{shell.simulated}</strong>
      {practice && <span className="simulated-name">{practice.machine.name}</span>}
      <span>{shell.simulatedDetail}</span>
    </p>
  )
}
