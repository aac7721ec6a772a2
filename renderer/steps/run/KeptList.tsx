import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { Prose } from '../../ui/Prose.tsx'
import type { Kept } from './kept-for-good.ts'

type Props = { readonly kept: readonly Kept[] }

/** What is not as it was, one by one, and why. */
export function KeptList({ kept }: Props) {
  const { keptSettings, keptReason } = useText().run
  if (kept.length === 0) return null
  return (
    <>
      <ul className="kept">
        {kept.map(({ what, path }) => (
          <li key={`${what} ${path}`}>
            <Prose>{fill(keptSettings[what], { path })}</Prose>
          </li>
        ))}
      </ul>
      {kept.some(({ what }) => what !== 'merged') && <p>{keptReason}</p>}
    </>
  )
}
