import { diffLines } from '#domain/text-edit.ts'
import type { Difference } from '#domain/undo-merge.ts'
import { useText } from '../../text/use-text.ts'
import { ComparedFile } from './ComparedFile.tsx'

type Props = { readonly path: string; readonly difference: Difference }

/** What Subroot wrote against what stands there now. */
export function OwnDifference({ path, difference: { ours, now } }: Props) {
  const { undo } = useText()
  return (
    <>
      <ComparedFile
        path={path}
        hunks={diffLines(endLine(ours), endLine(now))}
        words={{ removed: undo.oursLegend, added: undo.nowLegend }}
        hasNumbers={false}
      />
      {now === '' && <p>{undo.nothingThere}</p>}
    </>
  )
}

/** These are lines out of a file: how the last one ends is no part of the difference. */
function endLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
