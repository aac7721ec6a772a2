import { nameOf } from '../comparison/comparison-rows.ts'
import { fill, wordFor } from '../text/fill.ts'
import { useText } from '../text/use-text.ts'
import type { DrawingProps } from './drawing-props.ts'
import { insidePartsOf, insidePositionOf } from './inside-line.ts'
import { shortened, withRoom } from './labels.ts'
import type { Person } from './people.ts'
import { sentenceOf } from './sentence.ts'

/** The container's own line, with its users on it; the one who is looked at is an option like the machine's bands. */
export function InsideLine(props: DrawingProps) {
  const { picture } = useText()
  const { line, layout, pieces, process, x } = props
  const { inside, insideHeight, smallSize } = layout
  return (
    <>
      <g className="inside-line" aria-hidden="true">
        <text className="line-name" x={x(0)} y={layout.insideLabel} fontSize={layout.fontSize}>
          {fill(picture.inside, { container: nameOf(process) })}
        </text>
        {pieces.map((piece) => (
          <rect
            key={piece.inside.start}
            className="inside-piece"
            x={x(piece.insideExtent.left)}
            y={inside}
            width={x(piece.insideExtent.width) - x(0)}
            height={insideHeight}
          />
        ))}
        {insidePartsOf(pieces, line.scale, line.partStarts).map(({ name, extent }) => {
          const left = x(extent.left)
          const width = x(extent.left + extent.width) - left
          const shown = shortened(wordFor(name, picture.names), smallSize, width - 6)
          return (
            <g key={`${name} ${extent.left}`}>
              <rect
                className="inside-part"
                x={left}
                y={inside}
                width={width}
                height={insideHeight}
              />
              {shown !== undefined && (
                <text
                  className="band-name"
                  x={left + width / 2}
                  y={inside + insideHeight / 2}
                  fontSize={smallSize}
                >
                  {shown}
                </text>
              )}
            </g>
          )
        })}
        <InsideTicks {...props} />
      </g>
      <Dots {...props} />
    </>
  )
}

function InsideTicks({ line, layout, pieces, x, width }: DrawingProps) {
  const ids = pieces.flatMap(({ inside }) => [inside.start, inside.start + inside.count - 1])
  const labels = withRoom(
    [...new Set([...ids, 1000, 65534])].flatMap((id) => {
      const position = insidePositionOf(pieces, line.scale, id, 'start')
      return position === undefined ? [] : [{ text: String(id), at: x(position) }]
    }),
    layout.smallSize,
    width,
  )
  return (
    <g className="ticks">
      {labels.map(({ text, at, anchor }) => (
        <text
          key={text}
          x={at}
          y={layout.insideTicks}
          textAnchor={anchor}
          fontSize={layout.smallSize}
        >
          {text}
        </text>
      ))}
    </g>
  )
}

/** Everybody who is mapped alike, each ID once; only the one who is looked at can be told from the others. */
function Dots({ line, layout, pieces, people, process, keys, x }: DrawingProps) {
  const text = useText()
  const y = layout.inside + layout.insideHeight
  const place = (id: number | undefined) =>
    id === undefined ? undefined : insidePositionOf(pieces, line.scale, id)
  const others = new Set(
    people
      .filter((one) => isMappedLike(one, process, line.ids))
      .map((one) => one.process[line.ids].container),
  )
  const own = place(process[line.ids].container)
  return (
    <>
      <g className="others" aria-hidden="true">
        {[...others].flatMap((id) => {
          const position = place(id)
          return position === undefined ? [] : [<circle key={id} cx={x(position)} cy={y} r={4} />]
        })}
      </g>
      <g
        className="person"
        aria-label={sentenceOf(process, line.ids, line.bands, text)}
        {...keys.personProps}
      >
        <circle cx={x(own ?? 0)} cy={y} r={own === undefined ? 0 : 7} />
      </g>
    </>
  )
}

function isMappedLike(
  { process }: Person,
  chosen: DrawingProps['process'],
  ids: DrawingProps['line']['ids'],
): boolean {
  const key = ids === 'uid' ? 'uidMappings' : 'gidMappings'
  return (
    process.hostUserNamespace === chosen.hostUserNamespace &&
    process[key].length === chosen[key].length &&
    process[key].every((mapping, index) => mapping.hostId === chosen[key][index]?.hostId)
  )
}
