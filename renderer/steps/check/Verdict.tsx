import { useText } from '../../text/use-text.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { Tone } from '../../ui/Notice.tsx'
import { Tally } from './Tally.tsx'
import { groups } from './finding-groups.ts'
import type { Group, Grouped } from './finding-groups.ts'

const tones: Readonly<Record<Group, Tone>> = {
  blocked: 'bad',
  undecided: 'decision',
  warned: 'warning',
  fine: 'good',
}

type Props = {
  readonly grouped: Grouped
  /** Containers that have verdicts of their own further down. */
  readonly containerCount: number
}

/** All findings in one sentence: that of the gravest. */
export function Verdict({ grouped, containerCount }: Props) {
  const { check } = useText()
  const gravest = groups.find((group) => grouped[group].length > 0) ?? 'fine'
  const { title, detail } = check.verdicts[gravest]
  return (
    <Notice tone={tones[gravest]} title={title} announce>
      <p>{detail}</p>
      <Tally grouped={grouped} containerCount={containerCount} />
    </Notice>
  )
}
