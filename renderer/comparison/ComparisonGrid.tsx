import { useId, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useText } from '../text/use-text.ts'
import { useMediaQuery } from '../ui/use-media-query.ts'
import type { Row, Sort } from './comparison-rows.ts'
import { ComparisonHead } from './ComparisonHead.tsx'
import { scrollTopFor, topsOf, windowOf } from './row-window.ts'
import { useScroll } from './use-scroll.ts'
import { ComparisonRow } from './ComparisonRow.tsx'

/** In rem, so that rows grow with the text. In a narrow window a row has its parts below each other (compare.css). */
const ROW_REM = {
  wide: { process: 3.4, group: 2.7 },
  narrow: { process: 7.4, group: 6.4 },
} as const
const NARROW = '(max-width: 1080px)'

type Props = {
  readonly rows: readonly Row[]
  readonly sort: Sort
  readonly isGrouped: boolean
  readonly marked: string | undefined
  readonly onMark: (key: string) => void
  readonly onSort: (sort: Sort) => void
}

/**
 * The table of processes. Only the rows in sight are in the page, so that a thousand of them stay smooth. One stop for
 * the keyboard: arrow keys move the mark (the grid pattern of WAI-ARIA, with aria-activedescendant).
 */
export function ComparisonGrid({ rows, sort, isGrouped, marked, onMark, onSort }: Props) {
  const { compare } = useText()
  const id = useId()
  const scroller = useRef<HTMLTableElement>(null)
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const heights = ROW_REM[useMediaQuery(NARROW) ? 'narrow' : 'wide']
  const tops = topsOf(rows.map(({ kind }) => Math.round(heights[kind] * rem)))
  const scroll = useScroll(scroller)
  const { first, end, above, below } = windowOf(tops, scroll)
  const markedIndex = rows.findIndex((row) => row.key === marked)

  function move(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(scroll.height / (heights.process * rem)))
    const next = indexAfter(event.key, markedIndex, rows.length, page)
    const row = next === undefined ? undefined : rows[next]
    if (next === undefined || row === undefined) return
    event.preventDefault()
    onMark(row.key)
    scroller.current?.scrollTo({ top: scrollTopFor(tops, next, scroll) })
  }

  return (
    <>
      <table
        className="compare-grid"
        ref={scroller}
        role="grid"
        aria-label={compare.title}
        aria-rowcount={rows.length + 1}
        aria-describedby={`${id}-help`}
        aria-activedescendant={markedIndex < 0 ? undefined : `${id}-${marked}`}
        tabIndex={0}
        onKeyDown={move}
      >
        <ComparisonHead sort={sort} onSort={onSort} />
        <tbody
          className="compare-rows"
          style={{ paddingTop: above, paddingBottom: below, minHeight: heights.process * rem }}
        >
          {rows.slice(first, end).map((row, index) => (
            <ComparisonRow
              key={row.key}
              id={`${id}-${row.key}`}
              row={row}
              position={first + index + 2}
              isMarked={row.key === marked}
              isGrouped={isGrouped}
              height={(tops[first + index + 1] ?? 0) - (tops[first + index] ?? 0)}
              onMark={onMark}
            />
          ))}
        </tbody>
      </table>
      <p id={`${id}-help`} className="visually-hidden">
        {compare.gridHelp}
      </p>
    </>
  )
}

/** undefined for a key that moves nothing. */
function indexAfter(key: string, current: number, count: number, page: number): number | undefined {
  const within = (index: number) => Math.min(Math.max(index, 0), count - 1)
  switch (key) {
    case 'ArrowDown':
      return within(current + 1)
    case 'ArrowUp':
      return within(current - 1)
    case 'PageDown':
      return within(current + page)
    case 'PageUp':
      return within(current - page)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
