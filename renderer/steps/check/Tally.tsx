import { useText } from '../../text/use-text.ts'
import { CONTAINERS_ANCHOR } from '../../containers/ContainerVerdicts.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { anchorOf } from './GroupHeading.tsx'
import { groups } from './finding-groups.ts'
import type { Grouped } from './finding-groups.ts'
import { groupIcons } from './group-icons.ts'

type Props = { readonly grouped: Grouped; readonly containerCount: number }

/** How many findings there are of each kind, and the way to them. */
export function Tally({ grouped, containerCount }: Props) {
  const { check, verdicts } = useText()
  return (
    <nav aria-label={check.tallyLabel}>
      <ul className="tally">
        {groups
          .filter((group) => grouped[group].length > 0)
          .map((group) => (
            <li key={group}>
              <a href={`#${anchorOf(group)}`}>
                <Icon name={groupIcons[group]} className={`icon-${group}`} />
                <span>{check.groups[group]}</span>
                <span className="count">{grouped[group].length}</span>
              </a>
            </li>
          ))}
        {containerCount > 0 && (
          <li>
            <a href={`#${CONTAINERS_ANCHOR}`}>
              <Icon name="boxes" className="quiet" />
              <span>{verdicts.title}</span>
              <span className="count">{containerCount}</span>
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}
