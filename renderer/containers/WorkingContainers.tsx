import { Fragment } from 'react'
import { useText } from '../text/use-text.ts'
import { VerdictBadge } from './VerdictBadge.tsx'

type Props = { readonly names: readonly string[] }

/** There is nothing to say of these but that. */
export function WorkingContainers({ names }: Props) {
  const { review } = useText()
  if (names.length === 0) return null
  return (
    <li className="working-containers">
      <VerdictBadge kind="works" />
      <p>
        {names.map((name, index) => (
          <Fragment key={name}>
            {index > 0 && review.nameSeparator}
            <bdi className="container-name">{name}</bdi>
          </Fragment>
        ))}
      </p>
    </li>
  )
}
