import type { FileState } from './host-snapshot.ts'
import type { PlanStep } from './plan.ts'
import { sha256 } from './sha256.ts'
import type { TextEdit } from './text-edit.ts'
import { applyEdits } from './text-edit.ts'

/** The step for a file's edits; none when there is nothing to edit. A new file is readable by everyone. */
export function editStep(
  id: string,
  path: string,
  file: FileState,
  edits: readonly TextEdit[],
): readonly PlanStep[] {
  if (edits.length === 0) return []
  const text = file.kind === 'text' ? file.text : undefined
  return [
    {
      id,
      kind: 'edit-file',
      path,
      before: text === undefined ? undefined : digested(text),
      after: digested(applyEdits(text ?? '', edits)),
      edits,
      mode: 0o644,
    },
  ]
}

/** A text as `FileChange` keeps it. */
export function digested(text: string): { readonly text: string; readonly sha256: string } {
  return { text, sha256: sha256(text) }
}
