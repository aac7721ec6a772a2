import { memo } from 'react'
import { useText } from '../text/use-text.ts'
import { Icon } from '../ui/Icon.tsx'
import type { Sort } from './comparison-rows.ts'

const COLUMNS = ['command', 'pid', 'inside', 'onHost', 'landing'] as const

type Props = { readonly sort: Sort; readonly onSort: (sort: Sort) => void }

/** The columns, each of which sorts the table, and the other way round when it does already. */
export const ComparisonHead = memo(function ComparisonHead({ sort, onSort }: Props) {
  const { compare } = useText()
  const direction = sort.isDescending ? 'descending' : 'ascending'
  return (
    <thead>
      <tr className="compare-row" aria-rowindex={1}>
        {COLUMNS.map((column) => (
          <th key={column} scope="col" aria-sort={sort.by === column ? direction : 'none'}>
            <button
              type="button"
              className="compare-sort"
              onClick={() =>
                onSort({ by: column, isDescending: sort.by === column && !sort.isDescending })
              }
            >
              {compare.columns[column]}
              {sort.by === column && (
                <Icon name="chevron" className={`sort-icon sort-${direction}`} />
              )}
            </button>
          </th>
        ))}
      </tr>
    </thead>
  )
})
