import { useLanguage, useText } from '../text/use-text.ts'
import { describeBand, nameOfBand } from './band-text.ts'
import type { DrawingProps } from './drawing-props.ts'
import { shortened, withRoom } from './labels.ts'
import type { PlacedBand } from './model.ts'
import { patternFill } from './Patterns.tsx'
import { extentOf, positionOf } from './scale.ts'

const NAME_MARGIN = 5

/** The machine's line: who has which of its IDs, where nobody has any, and who may hand some out. */
export function OutsideLine(props: DrawingProps) {
  const { line, layout } = props
  return (
    <>
      <Breaks {...props} />
      {line.owned.map((placed) => (
        <BandShape
          key={keyOf(placed)}
          {...props}
          placed={placed}
          top={layout.outside + placed.row * layout.rowHeight}
          height={layout.rowHeight - (placed.row > 0 ? 4 : 0)}
        />
      ))}
      <Ticks {...props} />
      {line.claims.map((placed) => (
        <BandShape
          key={keyOf(placed)}
          {...props}
          placed={placed}
          top={layout.claims + placed.row * layout.claimHeight}
          height={layout.claimHeight - 5}
        />
      ))}
    </>
  )
}

type BandProps = DrawingProps & {
  readonly placed: PlacedBand
  readonly top: number
  readonly height: number
}

function BandShape({ line, layout, keys, id, x, placed: { band }, top, height }: BandProps) {
  const text = useText()
  const language = useLanguage()
  const extent = extentOf(line.scale, band.range)
  const left = x(extent.left)
  const width = Math.max(x(extent.left + extent.width) - left, 2)
  const whole = nameOfBand(band, text)
  const fitting = shortened(whole, layout.smallSize, width - NAME_MARGIN)
  // The beginning of a word is no name; of what the machine itself named it is.
  const name = band.kind === 'reserved' && fitting !== whole ? undefined : fitting
  const fill = patternFill(id, band.kind)
  const box = { x: left, y: top, width, height }
  return (
    <g
      className={`band band-${band.kind}`}
      aria-label={describeBand(band, line.ids, language, text)}
      {...keys.bandProps(band)}
    >
      <rect className="band-ground" {...box} />
      {fill !== undefined && <rect {...box} fill={fill} />}
      <rect className="band-edge" {...box} />
      {name !== undefined && (
        <text
          className="band-name"
          aria-hidden="true"
          x={left + width / 2}
          y={top + height / 2}
          fontSize={layout.smallSize}
        >
          {name}
        </text>
      )}
    </g>
  )
}

/** Two strokes across the line: what is between is much longer than it looks. */
function Breaks({ line, layout, x }: DrawingProps) {
  const middle = layout.outside + layout.rowHeight / 2
  return (
    <g className="breaks" aria-hidden="true">
      {line.scale
        .filter(({ isBreak }) => isBreak)
        .map(({ start, left, width }) => {
          const centre = x(left + width / 2)
          return (
            <g key={start}>
              <line x1={x(left)} x2={x(left + width)} y1={middle} y2={middle} />
              <path className="break-gap" d={`M${centre - 4} ${middle + 7}l6-14h3l-6 14z`} />
              <path d={`M${centre - 5} ${middle + 7}l6-14M${centre - 1} ${middle + 7}l6-14`} />
            </g>
          )
        })}
    </g>
  )
}

/** The IDs at which something begins, as many as have room; the container's own go first. */
function Ticks({ line, layout, x, width }: DrawingProps) {
  const ofContainers = line.bands.filter(({ kind }) => kind === 'container')
  const ids = [
    0,
    ...ofContainers.flatMap(({ range }) => [range.start, range.start + range.count - 1]),
    2 ** 32 - 1,
    65535,
    1000,
    ...line.owned.map(({ band }) => band.range.start).filter((start) => start > 65535),
  ]
  const labels = withRoom(
    [...new Set(ids)].map((tick) => ({ text: String(tick), at: x(positionOf(line.scale, tick)) })),
    layout.smallSize,
    width,
  )
  const bottom = layout.outsideTicks - layout.smallSize - 5
  return (
    <g className="ticks" aria-hidden="true">
      {labels.map(({ text, at, anchor }) => {
        const place = x(positionOf(line.scale, Number(text)))
        return (
          <g key={text}>
            <line x1={place} x2={place} y1={bottom} y2={bottom + 4} />
            <text x={at} y={layout.outsideTicks} textAnchor={anchor} fontSize={layout.smallSize}>
              {text}
            </text>
          </g>
        )
      })}
    </g>
  )
}

function keyOf({ band: { kind, range, owners } }: PlacedBand): string {
  return [kind, range.start, range.count, owners[0]?.kind, owners[0]?.name].join(' ')
}
