import { useText } from '../../text/use-text.ts'
import type { Group } from './finding-groups.ts'

type Props = { readonly group: Group; readonly count: number }

/** Where the tally at the top of the page leads. */
export function GroupHeading({ group, count }: Props) {
  const { check } = useText()
  return (
    <h2 className="group-heading" id={anchorOf(group)} tabIndex={-1}>
      {check.groups[group]}
      <span className="count">{count}</span>
    </h2>
  )
}

export function anchorOf(group: Group): string {
  return `findings-${group}`
}
