import type { ContainerVerdict } from '#domain/containers/verdict.ts'
import { VERDICTS } from '#domain/containers/verdict.ts'
import { useText } from '../text/use-text.ts'
import { VerdictBadge } from './VerdictBadge.tsx'

type Props = { readonly verdicts: readonly ContainerVerdict[] }

/** How many containers get each verdict, worst first. */
export function VerdictTally({ verdicts }: Props) {
  const { tallyLabel } = useText().verdicts
  const counted = VERDICTS.map((kind) => ({
    kind,
    count: verdicts.filter(({ verdict }) => verdict === kind).length,
  })).filter(({ count }) => count > 0)
  return (
    <ul className="verdict-tally" aria-label={tallyLabel}>
      {counted.map(({ kind, count }) => (
        <li key={kind}>
          <VerdictBadge kind={kind} count={count} />
        </li>
      ))}
    </ul>
  )
}
