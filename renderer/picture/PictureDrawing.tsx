import { memo, useId, useRef } from 'react'
import type { ContainerProcess } from '#domain/container-process.ts'
import { useLanguage, useText } from '../text/use-text.ts'
import { describeBand } from './band-text.ts'
import type { DrawingProps } from './drawing-props.ts'
import { insideLineOf, insidePositionOf } from './inside-line.ts'
import { InsideLine } from './InsideLine.tsx'
import type { Size } from './layout.ts'
import { Legend } from './Legend.tsx'
import { layoutOf } from './layout.ts'
import type { Line } from './model.ts'
import { rowCount } from './model.ts'
import { OutsideLine } from './OutsideLine.tsx'
import { Patterns } from './Patterns.tsx'
import type { Person } from './people.ts'
import { mappingsOf, personOf } from './people.ts'
import { Route } from './Route.tsx'
import { middleOf } from './scale.ts'
import { usePictureKeys } from './use-picture-keys.ts'
import { useWidth } from './use-width.ts'

/** Room for signs that stand at an edge. */
const MARGIN = 14

type Props = {
  readonly line: Line
  readonly people: readonly Person[]
  readonly process: ContainerProcess
  readonly size: Size
  readonly onChoose: (process: ContainerProcess) => void
}

/** Two lines, one above the other: the container's IDs, and where they are among those of this machine. */
export const PictureDrawing = memo(function PictureDrawing({
  line,
  people,
  process,
  size,
  onChoose,
}: Props) {
  const text = useText()
  const { picture } = text
  const language = useLanguage()
  const id = useId()
  const svg = useRef<SVGSVGElement>(null)
  const width = useWidth(svg)
  const layout = layoutOf(size, Math.max(rowCount(line.owned), 1), rowCount(line.claims))
  const pieces = insideLineOf(mappingsOf(process, line.ids), line.scale)
  const { container } = process[line.ids]
  const keys = usePictureKeys({
    line,
    people,
    person: personOf(people, process),
    position: (container !== undefined && insidePositionOf(pieces, line.scale, container)) || 0,
    onChoose: (person) => onChoose(person.process),
  })
  // The name of the lower line stands where the way does not lead.
  const isArrivingLeft = middleOf(line.scale, process[line.ids].host) < 0.4
  const x = (share: number) => MARGIN + share * (width - 2 * MARGIN)
  const parts: DrawingProps = {
    line,
    layout,
    pieces,
    people,
    process,
    keys,
    id,
    x,
    width: width - MARGIN,
  }
  return (
    <>
      <svg
        ref={svg}
        className={`picture-drawing picture-${size}`}
        height={layout.height}
        aria-label={picture.label}
        {...keys.listProps}
      >
        <Patterns id={id} />
        <text
          className="line-name"
          aria-hidden="true"
          x={isArrivingLeft ? x(1) : x(0)}
          y={layout.outside - 10}
          fontSize={layout.fontSize}
          textAnchor={isArrivingLeft ? 'end' : 'start'}
        >
          {picture.outside}
        </text>
        <OutsideLine {...parts} />
        <InsideLine {...parts} />
        <Route {...parts} />
      </svg>
      <Legend bands={line.bands} id={id} />
      <p className="picture-readout">
        {keys.marked ? describeBand(keys.marked, line.ids, language, text) : picture.help}
      </p>
    </>
  )
})
