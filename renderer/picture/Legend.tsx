import { useText } from '../text/use-text.ts'
import type { Band, BandKind } from './bands.ts'
import { patternFill } from './Patterns.tsx'

type Props = {
  readonly bands: readonly Band[]
  /** Of the drawing whose patterns these are. */
  readonly id: string
}

/** What each pattern stands for, of those that are drawn; and that the line is not to scale. */
export function Legend({ bands, id }: Props) {
  const { picture } = useText()
  const kinds = new Set<BandKind>(bands.map(({ kind }) => kind))
  return (
    <div className="picture-legend">
      <ul>
        {[...kinds].map((kind) => (
          <li key={kind}>
            <svg className={`swatch band band-${kind}`} width={22} height={14} aria-hidden="true">
              <rect className="band-ground" x={1} y={1} width={20} height={12} />
              <rect x={1} y={1} width={20} height={12} fill={patternFill(id, kind) ?? 'none'} />
              <rect className="band-edge" x={1} y={1} width={20} height={12} />
            </svg>
            {picture.legend[kind]}
          </li>
        ))}
        <li>
          <svg className="swatch breaks" width={22} height={14} aria-hidden="true">
            <path d="M6 14l6-14M11 14l6-14" />
          </svg>
          {picture.legend.break}
        </li>
      </ul>
      <p>{picture.scaleNote}</p>
    </div>
  )
}
