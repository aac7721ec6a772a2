import { useText } from '../../text/use-text.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import type { Standing } from './standing.ts'

const icons: Readonly<Record<Standing, IconName>> = {
  subordinate: 'shield',
  'host-root': 'warning',
  'host-user': 'person',
}

type Props = { readonly standing: Standing }

/** Words and a shape, so that it does not rest on colour. */
export function StandingBadge({ standing }: Props) {
  const { prove } = useText()
  return (
    <span className={`badge badge-${standing}`}>
      <Icon name={icons[standing]} />
      {prove.badges[standing]}
    </span>
  )
}
