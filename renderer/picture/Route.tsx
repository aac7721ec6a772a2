import { landingOf } from '#domain/landing.ts'
import { useText } from '../text/use-text.ts'
import type { DrawingProps } from './drawing-props.ts'
import { idsIn } from './band-text.ts'
import { insidePositionOf } from './inside-line.ts'
import { widthOf } from './labels.ts'
import { middleOf } from './scale.ts'

/** Where the container's whole line goes, as a beam; and the way of the one who is looked at, from inside to outside. */
export function Route(props: DrawingProps) {
  const { line, layout, pieces, process, x } = props
  const top = layout.inside + layout.insideHeight
  const bottom = layout.outside
  const pair = process[line.ids]
  const isRoot = pair.host === 0
  const landing = line.ids === 'uid' ? landingOf(process) : isRoot ? 'root' : 'nobody'
  const to = x(middleOf(line.scale, pair.host))
  const inside =
    pair.container === undefined ? undefined : insidePositionOf(pieces, line.scale, pair.container)
  const from = inside === undefined ? to : x(inside)
  return (
    <g className="routes" aria-hidden="true">
      {!process.hostUserNamespace &&
        pieces.map(({ insideExtent: a, outsideExtent: b }) => (
          <path
            key={a.left}
            className="beam"
            d={`${curve(x(a.left), x(b.left), top, bottom)}L${x(b.left + b.width)} ${bottom}${back(
              x(b.left + b.width),
              x(a.left + a.width),
              bottom,
              top,
            )}Z`}
          />
        ))}
      <g key={`${process.pid.host} ${line.ids} ${pair.host}`} className={`route route-${landing}`}>
        {inside !== undefined && (
          <>
            <path className="route-under" d={curve(from, to, top, bottom)} pathLength={1} />
            <path className="route-line" d={curve(from, to, top, bottom)} pathLength={1} />
          </>
        )}
        <End {...props} at={to} landing={landing} />
        {inside !== undefined && <Start {...props} at={from} />}
      </g>
    </g>
  )
}

/** Leaves and arrives upright, so that both ends are read off the lines. */
function curve(from: number, to: number, top: number, bottom: number): string {
  return `M${from} ${top}${back(from, to, top, bottom)}`
}

function back(from: number, to: number, top: number, bottom: number): string {
  const middle = (top + bottom) / 2
  return `C${from} ${middle} ${to} ${middle} ${to} ${bottom}`
}

type EndProps = DrawingProps & { readonly at: number }

function Start({ line, layout, process, at }: EndProps) {
  const { container, containerName } = process[line.ids]
  const label = [idsIn(line.ids), container, containerName].filter((part) => part !== undefined)
  return (
    <text
      className="route-label"
      x={at + 13}
      y={layout.inside + layout.insideHeight + layout.fontSize * 1.5}
      fontSize={layout.fontSize}
    >
      {label.join(' ')}
    </text>
  )
}

type LandingProps = EndProps & { readonly landing: ReturnType<typeof landingOf> }

/** What it is outside, in words, and a sign of its own shape: an octagon for root, a square for what is somebody's. */
function End({ line, layout, process, at, landing, width }: LandingProps) {
  const { compare } = useText()
  const number = `${idsIn(line.ids)} ${process[line.ids].host}`
  const words = line.ids === 'uid' ? compare.landings[landing] : ''
  const room = Math.max(widthOf(number, layout.fontSize), widthOf(words, layout.smallSize)) + 30
  const isLeft = at + room > width
  const y = layout.outside - 4
  const label = { x: isLeft ? at - 18 : at + 18, textAnchor: isLeft ? 'end' : 'start' } as const
  return (
    <>
      <Sign landing={landing} at={at} y={y} />
      <text
        className="route-label"
        {...label}
        y={y - layout.fontSize * 1.35}
        fontSize={layout.fontSize * 1.1}
      >
        {number}
      </text>
      <text className="route-words" {...label} y={y - 3} fontSize={layout.smallSize}>
        {words}
      </text>
    </>
  )
}

type SignProps = {
  readonly landing: ReturnType<typeof landingOf>
  readonly at: number
  readonly y: number
}

function Sign({ landing, at, y }: SignProps) {
  switch (landing) {
    case 'root':
      return (
        <>
          <path className="sign" d={`M${at - 5} ${y - 12}h10l7 7v10l-7 7h-10l-7-7v-10z`} />
          <path className="sign-mark" d={`M${at} ${y - 7}v8M${at} ${y + 6}v.1`} />
        </>
      )
    case 'nobody':
      return <circle className="sign" cx={at} cy={y} r={8} />
    default:
      return <rect className="sign" x={at - 8} y={y - 8} width={16} height={16} />
  }
}
