import { useDeferredValue, useId, useState } from 'react'
import type { PracticeMachine } from '#domain/practice.ts'
import { fill } from '../text/fill.ts'
import { fillPlural } from '../text/plural.ts'
import { useLanguage, useText } from '../text/use-text.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Prose } from '../ui/Prose.tsx'
import { groupMachines } from './machine-groups.ts'
import { usePracticeText } from './practice-text.ts'

type Props = {
  readonly machines: readonly PracticeMachine[]
  readonly onOpen: (name: string) => void
}

/** Every simulated machine, found by any of its words. */
export function MachineList({ machines, onOpen }: Props) {
  const practice = usePracticeText()
  const language = useLanguage()
  const id = useId()
  const [query, setQuery] = useState('')
  const groups = groupMachines(machines, useDeferredValue(query), language)
  const count = groups.reduce((sum, [, members]) => sum + members.length, 0)
  return (
    <>
      <div className="practice-search">
        <label htmlFor={id}>{practice.find}</label>
        <input
          id={id}
          type="search"
          className="input"
          placeholder={practice.findHelp}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <output className="quiet">{fillPlural(practice.found, count, language)}</output>
      </div>
      {count === 0 && (
        <EmptyState icon="flask" title={practice.nothing} detail={practice.nothingDetail} />
      )}
      {groups.map(([group, members]) => (
        <section className="section" key={group}>
          <h2>{practice.groups[group]}</h2>
          <ul className="machines">
            {members.map((machine) => (
              <MachineItem key={machine.name} machine={machine} onOpen={onOpen} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

type ItemProps = { readonly machine: PracticeMachine; readonly onOpen: (name: string) => void }

function MachineItem({ machine, onOpen }: ItemProps) {
  const { check } = useText()
  const practice = usePracticeText()
  const language = useLanguage()
  const { name, distribution, engine, dockerVersion: version, outcome } = machine
  const engineName = check.engines[engine]
  const docker =
    version === undefined ? engineName : fill(check.versionOf, { engine: engineName, version })
  return (
    <li className="practice-machine">
      <div className="practice-machine-words">
        <h3>{distribution}</h3>
        <p className="quiet">{docker}</p>
        <p>
          <Prose>{machine.about[language]}</Prose>
        </p>
        <p className="practice-machine-marks">
          <span className={`practice-outcome practice-${outcome}`}>
            {practice.outcomes[outcome]}
          </span>
          <code className="machine-inline">{name}</code>
        </p>
      </div>
      <ActionButton onPress={() => onOpen(name)}>
        {practice.open}
        <span className="visually-hidden">{name}</span>
      </ActionButton>
    </li>
  )
}
