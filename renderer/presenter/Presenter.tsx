import { useMemo } from 'react'
import type { ContainerProcess } from '#domain/container-process.ts'
import { landingOf } from '#domain/landing.ts'
import { nameOf } from '../comparison/comparison-rows.ts'
import { LandingBadge } from '../comparison/LandingBadge.tsx'
import type { Machine } from '../picture/bands.ts'
import type { Person } from '../picture/people.ts'
import { peopleOf, personOf } from '../picture/people.ts'
import { Picture } from '../picture/Picture.tsx'
import { useText } from '../text/use-text.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { FullDialog } from '../ui/FullDialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Prose } from '../ui/Prose.tsx'
import { useActions } from '../wizard/use-wizard.ts'
import type { Loadable } from '../wizard/wizard-state.ts'
import { nearby } from './nearby.ts'
import './presenter.css'

/** As many as can be read from the back of a room. */
const MOST_PEOPLE = 4

type Props = {
  readonly processes: readonly ContainerProcess[]
  readonly process: ContainerProcess
  readonly machine: Loadable<Machine>
  readonly isFrozen: boolean
  readonly onChoose: (process: ContainerProcess) => void
  readonly onClose: () => void
}

/** The comparison for a room: the picture in large type, and a few users of containers. */
export function Presenter({ processes, process, machine, isFrozen, onChoose, onClose }: Props) {
  const { compare, picture } = useText()
  const actions = useActions()
  const people = useMemo(() => peopleOf(processes), [processes])
  const shown = personOf(people, process)
  return (
    <FullDialog
      title={compare.title}
      onClose={onClose}
      tools={
        <>
          <span className="quiet">
            <Prose>{picture.presenterHint}</Prose>
          </span>
          <ActionButton onPress={() => actions.pause(!isFrozen)}>
            <Icon name={isFrozen ? 'play' : 'pause'} />
            {isFrozen ? compare.unfreeze : compare.freeze}
          </ActionButton>
        </>
      }
    >
      <div className="presenter">
        <Picture
          processes={processes}
          process={process}
          machine={machine}
          size="large"
          onChoose={onChoose}
        />
        {shown && (
          <ul className="presenter-people" aria-label={picture.presenterPeople}>
            {nearby(people, shown, MOST_PEOPLE).map((person) => (
              <PersonCard
                key={person.process.pid.host}
                person={person}
                isShown={person === shown}
                onChoose={onChoose}
              />
            ))}
          </ul>
        )}
      </div>
    </FullDialog>
  )
}

type CardProps = {
  readonly person: Person
  readonly isShown: boolean
  readonly onChoose: (process: ContainerProcess) => void
}

/** Somebody in a container, large; pressing it draws the way. */
function PersonCard({ person: { process }, isShown, onChoose }: CardProps) {
  const { compare } = useText()
  const { container, host } = process.uid
  return (
    <li>
      <button
        type="button"
        className="presenter-person"
        aria-pressed={isShown}
        onClick={() => onChoose(process)}
      >
        <strong>{nameOf(process)}</strong>
        <span className="presenter-command">
          <bdi>{process.command}</bdi>
        </span>
        <span className="presenter-ids">
          <span>UID {container ?? compare.unmapped}</span>
          <Icon name="chevron" />
          <span>UID {host}</span>
        </span>
        <LandingBadge landing={landingOf(process)} />
      </button>
    </li>
  )
}
