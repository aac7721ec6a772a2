import { diffLines } from '#domain/text-edit.ts'
import type { Difference } from '#domain/undo-merge.ts'
import { useText } from '../../text/use-text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { DiffTable } from '../review/DiffTable.tsx'

type Props = { readonly path: string; readonly difference: Difference }

/** What Subroot wrote against what stands there now. */
export function OwnDifference({ path, difference: { ours, now } }: Props) {
  const { undo } = useText()
  return (
    <div className="diff">
      <h3 className="diff-path">
        <Icon name="file" />
        <span className="machine-inline">{path}</span>
      </h3>
      <p className="diff-legend">
        <b aria-hidden="true">−</b> {undo.oursLegend} <b aria-hidden="true">+</b> {undo.nowLegend}
      </p>
      <DiffTable
        label={path}
        hunks={diffLines(endLine(ours), endLine(now))}
        words={{ added: undo.nowLegend, removed: undo.oursLegend }}
      />
      {now === '' && <p className="quiet">{undo.nothingThere}</p>}
    </div>
  )
}

/** These are lines out of a file: how the last one ends is no part of the difference. */
function endLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
