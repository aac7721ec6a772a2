import type { DiffHunk, DiffLine } from '#domain/text-edit.ts'
import { Icon } from '../../ui/Icon.tsx'
import { DiffTable } from '../review/DiffTable.tsx'

type Props = {
  readonly path: string
  readonly hunks: readonly DiffHunk[]
  /** What the signs stand for; it is also said of each line. */
  readonly words: { readonly removed: string; readonly added: string }
  /** Said of the lines without a sign. */
  readonly rest?: string
  readonly hasNumbers?: boolean
}

/** A file in two states, with a legend of the signs that occur. */
export function ComparedFile({ path, hunks, words, rest, hasNumbers = true }: Props) {
  const has = (kind: DiffLine['kind']) =>
    hunks.some(({ lines }) => lines.some((line) => line.kind === kind))
  return (
    <div className="diff">
      <h3 className="diff-path">
        <Icon name="file" />
        <span className="machine-inline">{path}</span>
      </h3>
      <p className="diff-legend">
        {has('removed') && (
          <span>
            <b aria-hidden="true">−</b> {words.removed}
          </span>
        )}
        {has('added') && (
          <span>
            <b aria-hidden="true">+</b> {words.added}
          </span>
        )}
        {rest !== undefined && <span>{rest}</span>}
      </p>
      <DiffTable label={path} hunks={hunks} words={words} hasNumbers={hasNumbers} />
    </div>
  )
}
