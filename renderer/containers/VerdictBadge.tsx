import type { VerdictKind } from '#domain/containers/verdict.ts'
import { useText } from '../text/use-text.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/Icon.tsx'

type Props = { readonly kind: VerdictKind; readonly count?: number }

const icons: Readonly<Record<VerdictKind, IconName>> = {
  refused: 'blocked',
  breaks: 'cross',
  'may-break': 'warning',
  exempt: 'minus',
  works: 'check',
}

/** A verdict as a shape, a word and a colour. */
export function VerdictBadge({ kind, count }: Props) {
  const { verdicts } = useText()
  return (
    <span className={`verdict verdict-${kind}`}>
      <Icon name={icons[kind]} />
      {verdicts.kinds[kind]}
      {count !== undefined && <span className="verdict-count">{count}</span>}
    </span>
  )
}
