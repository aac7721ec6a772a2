import { memo } from 'react'
import { useText } from '../text/use-text.ts'
import { formatRange } from '../text/format.ts'
import { ScrollRegion } from '../ui/ScrollRegion.tsx'
import { nameOfBand } from './band-text.ts'
import type { Band } from './bands.ts'

type Props = { readonly bands: readonly Band[] }

/** The machine's line as a table. */
export const BandTable = memo(function BandTable({ bands }: Props) {
  const text = useText()
  const { picture } = text
  return (
    <ScrollRegion className="table-scroll" label={picture.tableLabel}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{picture.columns.range}</th>
            <th scope="col">{picture.columns.owner}</th>
            <th scope="col">{picture.columns.kind}</th>
          </tr>
        </thead>
        <tbody>
          {bands.map((band) => (
            <tr
              key={[band.kind, band.range.start, band.range.count, band.owners[0]?.name].join(' ')}
            >
              <td className="numeric">{formatRange(band.range)}</td>
              <td>{nameOfBand(band, text)}</td>
              <td>{picture.kinds[band.kind]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
})
