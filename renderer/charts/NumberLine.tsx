import type { IdOwner } from '#domain/host-facts.ts'
import type { IdRange } from '#domain/id-range.ts'
import { formatRange } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { AXIS_HEIGHT, Axis } from './Axis.tsx'
import { blocksOf, extentOf, lanesOf } from './number-line.ts'
import type { Block } from './number-line.ts'
import { describeOwner, shortNameOfOwner } from './owner-text.ts'
import { percent } from './percent.ts'
import { useMarkedOwner } from './use-marked-owner.ts'

const ROW_HEIGHT = 24
const BLOCK_HEIGHT = 18
const LANE_GAP = 8

/** The lane of the chosen range comes first. */
const CHOSEN_HEIGHT = ROW_HEIGHT + LANE_GAP

type Props = {
  readonly owners: readonly IdOwner[]
  readonly chosen: IdRange | undefined
  readonly isTaken: boolean
}

/**
 * Who owns which IDs of this machine, and where the chosen range is among them. One stop for the keyboard; arrow keys
 * move between the ranges, and the line below the drawing describes the one that is marked.
 */
export function NumberLine({ owners, chosen, isTaken }: Props) {
  const text = useText()
  const blocks = blocksOf(owners).toSorted((a, b) => a.owner.range.start - b.owner.range.start)
  const lanes = withTops(lanesOf(blocks))
  const height = lanes.reduce((sum, lane) => sum + lane.height, CHOSEN_HEIGHT)
  const { marked, listProps, optionProps } = useMarkedOwner(blocks.map((block) => block.owner))

  return (
    <div className="number-line">
      <div className="number-line-grid">
        <div className="number-line-labels" aria-hidden="true">
          <span style={{ height: CHOSEN_HEIGHT }}>{text.choose.chosen}</span>
          {lanes.map((lane) => (
            <span key={lane.lane} style={{ height: lane.height }}>
              {text.choose.lanes[lane.lane]}
            </span>
          ))}
        </div>
        <svg
          className="number-line-drawing"
          height={height + AXIS_HEIGHT}
          aria-label={text.choose.chartLabel}
          {...listProps}
        >
          <Axis top={height} />
          {chosen !== undefined && <Chosen range={chosen} height={height} isTaken={isTaken} />}
          {blocks.map((block) => (
            <g
              key={keyOf(block)}
              className={`block block-${block.owner.severity} lane-${block.lane}`}
              aria-label={describeOwner(block.owner, text)}
              {...optionProps(block.owner)}
            >
              <rect
                x={percent(block.left)}
                y={topOf(block, lanes)}
                width={percent(block.width)}
                height={BLOCK_HEIGHT}
                rx={3}
              />
            </g>
          ))}
          {blocks
            .filter((block) => block.name !== 'nowhere')
            .map((block) => (
              <text
                key={keyOf(block)}
                className={`block-name block-name-${block.name} name-in-${block.lane}`}
                aria-hidden="true"
                x={percent(block.left + (block.name === 'inside' ? block.width / 2 : block.width))}
                dx={block.name === 'inside' ? 0 : 6}
                y={topOf(block, lanes) + BLOCK_HEIGHT / 2}
              >
                {shortNameOfOwner(block.owner, text)}
              </text>
            ))}
        </svg>
      </div>
      <p className="number-line-readout">
        {marked === undefined ? text.choose.chartHelp : describeOwner(marked, text)}
      </p>
    </div>
  )
}

type ChosenProps = {
  readonly range: IdRange
  readonly height: number
  readonly isTaken: boolean
}

/** A block in the first lane, and a band through all others, so that one sees at once what it meets. */
function Chosen({ range, height, isTaken }: ChosenProps) {
  const { left, width } = extentOf(range)
  const isFarRight = left > 0.7
  return (
    <g className={isTaken ? 'chosen chosen-taken' : 'chosen'} aria-hidden="true">
      <rect
        className="chosen-band"
        x={percent(left)}
        y={0}
        width={percent(width)}
        height={height}
      />
      <rect
        className="chosen-block"
        x={percent(left)}
        y={0}
        width={percent(width)}
        height={BLOCK_HEIGHT}
        rx={3}
      />
      <text
        className={isFarRight ? 'chosen-name chosen-name-before' : 'chosen-name'}
        x={percent(isFarRight ? left : left + width)}
        dx={isFarRight ? -6 : 6}
        y={BLOCK_HEIGHT / 2}
      >
        {formatRange(range)}
      </text>
    </g>
  )
}

type PlacedLane = ReturnType<typeof lanesOf>[number] & {
  readonly top: number
  readonly height: number
}

function withTops(lanes: ReturnType<typeof lanesOf>): readonly PlacedLane[] {
  let top = CHOSEN_HEIGHT
  return lanes.map(({ lane, rows }) => {
    const height = rows * ROW_HEIGHT + LANE_GAP
    const placed = { lane, rows, top, height }
    top += height
    return placed
  })
}

function topOf(block: Block, lanes: readonly PlacedLane[]): number {
  const lane = lanes.find((one) => one.lane === block.lane)
  return (lane?.top ?? 0) + block.row * ROW_HEIGHT
}

function keyOf({ owner }: Block): string {
  return `${owner.kind} ${owner.name} ${owner.ids} ${owner.range.start}`
}
