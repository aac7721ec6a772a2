import type { IdOwner } from '#domain/host-facts.ts'
import { formatRange } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { ScrollRegion } from '../ui/ScrollRegion.tsx'
import { nameOfOwner } from './owner-text.ts'

type Props = { readonly owners: readonly IdOwner[] }

/** The number line as a table. */
export function OwnerTable({ owners }: Props) {
  const text = useText()
  const { choose } = text
  return (
    <ScrollRegion className="table-scroll" label={choose.chartTitle}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{choose.tableRange}</th>
            <th scope="col">{choose.tableFor}</th>
            <th scope="col">{choose.tableOwner}</th>
            <th scope="col">{choose.tableKind}</th>
            <th scope="col">{choose.tableMayUse}</th>
          </tr>
        </thead>
        <tbody>
          {owners
            .toSorted((a, b) => a.range.start - b.range.start)
            .map((owner) => (
              <tr key={`${owner.kind}-${owner.name}-${owner.ids}-${owner.range.start}`}>
                <td className="numeric">{formatRange(owner.range)}</td>
                <td>{choose.idKinds[owner.ids]}</td>
                <td>{nameOfOwner(owner, text)}</td>
                <td>{choose.ownerKinds[owner.kind]}</td>
                <td>{owner.severity === 'refuse' ? choose.tableRefuse : choose.tableWarn}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
