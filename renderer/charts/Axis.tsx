import { CONTAINER_ID_COUNT } from '#domain/id-range.ts'
import { breaks, positionOf, ticks } from './id-scale.ts'
import { percent } from './percent.ts'

export const AXIS_HEIGHT = 28

/** One line for every 65,536 IDs of the linear section. */
const columns = Array.from({ length: 14 }, (_, index) => (index + 2) * CONTAINER_ID_COUNT)

type Props = { readonly top: number }

/** The ground of the number line: columns, the places where the scale changes, and the IDs by name. */
export function Axis({ top }: Props) {
  return (
    <g className="axis" aria-hidden="true">
      {columns.map((id) => (
        <Upright key={id} className="axis-column" position={positionOf(id)} from={0} to={top} />
      ))}
      {breaks.map((position) => (
        <Upright key={position} className="axis-break" position={position} from={0} to={top + 6} />
      ))}
      <line x1="0%" x2="100%" y1={top} y2={top} />
      {ticks.map((id, index) => (
        <g key={id}>
          <Upright className="axis-tick" position={positionOf(id)} from={top} to={top + 6} />
          <text
            className={index === ticks.length - 1 ? 'axis-last' : undefined}
            x={percent(positionOf(id))}
            y={top + 20}
          >
            {id}
          </text>
        </g>
      ))}
    </g>
  )
}

type UprightProps = {
  readonly className: string
  readonly position: number
  readonly from: number
  readonly to: number
}

function Upright({ className, position, from, to }: UprightProps) {
  return (
    <line className={className} x1={percent(position)} x2={percent(position)} y1={from} y2={to} />
  )
}
