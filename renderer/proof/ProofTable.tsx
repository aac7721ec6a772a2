import type { ReactNode } from 'react'
import type { ProofPair } from '#domain/proof/live-proof.ts'
import { LandingBadge } from '../comparison/LandingBadge.tsx'
import { fill } from '../text/fill.ts'
import type { ProofText } from '../text/proof-text.ts'
import { Prose } from '../ui/Prose.tsx'
import { ScrollRegion } from '../ui/ScrollRegion.tsx'
import type { ProofColumn } from './proof-columns.ts'
import { proofColumns, rootOnlyPathOf } from './proof-columns.ts'

type Props = {
  readonly pair: ProofPair
  readonly text: ProofText
  /** Before the change there is nothing else to show. */
  readonly onlyBefore: boolean
}

/** What was asked of the test containers, and what each answered, side by side. */
export function ProofTable({ pair, text, onlyBefore }: Props) {
  const columns = proofColumns(pair, text).filter(({ kind }) => !onlyBefore || kind === 'before')
  const path = rootOnlyPathOf(pair)
  const rows: readonly (readonly [name: string, cell: (column: ProofColumn) => ReactNode])[] = [
    [text.rows.process, ({ process }) => process],
    [text.rows.mapping, ({ mapping }) => mapping],
    [text.rows.file, ({ file }) => file],
    [
      path === undefined ? text.rows.rootOnlyUnknown : fill(text.rows.rootOnly, { path }),
      ({ rootOnly }) => rootOnly,
    ],
    [text.rows.landing, ({ landing }) => landing && <LandingBadge landing={landing} />],
  ]
  return (
    <ScrollRegion className="table-scroll" label={text.table}>
      <table className="table proof-table">
        <thead>
          <tr>
            <th scope="col">{text.question}</th>
            {columns.map(({ kind }) => (
              <th key={kind} scope="col">
                <Prose>{text[kind]}</Prose>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, cell]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {columns.map((column) => (
                <td key={column.kind}>
                  {cell(column) ?? <span className="quiet">{text.notMeasured}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
