import type { DiffHunk, DiffLine } from '#domain/text-edit.ts'
import { useText } from '../../text/use-text.ts'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'

type Words = { readonly added: string; readonly removed: string }

type Props = {
  readonly label: string
  readonly hunks: readonly DiffHunk[]
  /** What the signs stand for, where that is not adding and removing lines. */
  readonly words?: Words
  /** Without, where the lines are taken out of a file. */
  readonly hasNumbers?: boolean
}

/** Lines side by side with their numbers; what a sign means is also said. */
export function DiffTable({ label, hunks, words, hasNumbers = true }: Props) {
  const { review } = useText()
  const spoken = words ?? { added: review.addedLine, removed: review.removedLine }
  return (
    <ScrollRegion className="diff-scroll" label={label}>
      <table className="diff-lines">
        {hunks.map((hunk, index) => (
          <tbody key={hunk.lines[0]?.oldNumber ?? hunk.lines[0]?.newNumber ?? index}>
            {hunk.lines.map((line) => (
              <DiffRow
                key={`${line.oldNumber ?? ''}:${line.newNumber ?? ''}`}
                line={line}
                words={spoken}
                hasNumbers={hasNumbers}
              />
            ))}
          </tbody>
        ))}
      </table>
    </ScrollRegion>
  )
}

const signs: Readonly<Record<DiffLine['kind'], string>> = { added: '+', removed: '−', context: '' }

type RowProps = {
  readonly line: DiffLine
  readonly words: Words
  readonly hasNumbers: boolean
}

function DiffRow({ line, words, hasNumbers }: RowProps) {
  const { review } = useText()
  return (
    <tr className={`diff-${line.kind}`}>
      {hasNumbers && (
        <>
          <td className="diff-number">{line.oldNumber}</td>
          <td className="diff-number">{line.newNumber}</td>
        </>
      )}
      <td className="diff-sign">
        <span aria-hidden="true">{signs[line.kind]}</span>
        <span className="visually-hidden">{line.kind !== 'context' && words[line.kind]}</span>
      </td>
      <td className="diff-text">
        {line.text}
        {line.missingNewline && <span className="diff-note"> {review.noFinalNewline}</span>}
      </td>
    </tr>
  )
}
