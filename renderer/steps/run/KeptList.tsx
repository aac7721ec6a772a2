import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { Prose } from '../../ui/Prose.tsx'
import type { KeptSetting } from './kept-for-good.ts'

type Props = { readonly kept: readonly KeptSetting[] }

/** The settings that stay out, one by one, and why. */
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
      <p>{keptReason}</p>
    </>
  )
}
