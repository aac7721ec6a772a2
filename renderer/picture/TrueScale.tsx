import { memo } from 'react'
import { endOf } from '#domain/id-range.ts'
import { fill } from '../text/fill.ts'
import { useLanguage, useText } from '../text/use-text.ts'
import type { Band } from './bands.ts'
import { ID_END } from './scale.ts'

type Props = { readonly bands: readonly Band[] }

/** The same line as it would be to scale: nearly all of it is nobody's. */
export const TrueScale = memo(function TrueScale({ bands }: Props) {
  const { picture } = useText()
  const language = useLanguage()
  const end = Math.max(
    ...bands
      .filter(({ kind }) => kind !== 'reserved' && kind !== 'claim')
      .map(({ range }) => endOf(range)),
  )
  const percent = new Intl.NumberFormat(language, {
    style: 'percent',
    maximumSignificantDigits: 2,
  }).format(end / ID_END)
  return (
    <div className="true-scale">
      <svg className="true-scale-line" height={8} aria-hidden="true">
        <rect className="true-scale-ground" x="0%" y={3} width="100%" height={2} />
        {bands
          .filter(({ kind }) => kind !== 'claim')
          .map(({ kind, range }) => (
            <rect
              key={`${kind} ${range.start} ${range.count}`}
              className={`true-scale-${kind}`}
              x={`${(range.start / ID_END) * 100}%`}
              y={0}
              // What is narrower than a pixel would not be seen at all.
              width={Math.max(2, 0)}
              height={8}
            />
          ))}
      </svg>
      <p className="quiet">{fill(picture.trueScale, { last: end - 1, percent })}</p>
    </div>
  )
})
