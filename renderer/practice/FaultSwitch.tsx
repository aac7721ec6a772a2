import { useId } from 'react'
import type { PracticeFault } from '#domain/practice.ts'
import { Prose } from '../ui/Prose.tsx'
import { Switch } from '../ui/Switch.tsx'
import { usePracticeText } from './practice-text.ts'

type Props = {
  readonly fault: PracticeFault
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** One thing that can be made to go wrong, and when it does. */
export function FaultSwitch({ fault, isOn, onChange }: Props) {
  const { faults } = usePracticeText()
  const id = useId()
  const { title, detail } = faults[fault]
  return (
    <li className="practice-fault">
      <Switch isOn={isOn} onChange={onChange} id={id} describedBy={`${id}-detail`} />
      <div>
        <label htmlFor={id}>{title}</label>
        <p id={`${id}-detail`} className="quiet">
          <Prose>{detail}</Prose>
        </p>
      </div>
    </li>
  )
}
