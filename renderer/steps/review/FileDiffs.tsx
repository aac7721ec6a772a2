import type { PlanStep } from '#domain/plan.ts'
import { diffLines } from '#domain/text-edit.ts'
import { useText } from '../../text/use-text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { DiffTable } from './DiffTable.tsx'

type Props = { readonly steps: readonly PlanStep[] }

type FileStep = Extract<PlanStep, { kind: 'edit-file' }>

/** Each file that changes, line by line. */
export function FileDiffs({ steps }: Props) {
  const { review } = useText()
  return (
    <>
      <p className="quiet">{review.filesHelp}</p>
      {steps
        .filter((step) => step.kind === 'edit-file')
        .map((step) => (
          <FileDiff key={step.id} file={step} />
        ))}
    </>
  )
}

function FileDiff({ file }: { readonly file: FileStep }) {
  const { review } = useText()
  return (
    <div className="diff">
      <h3 className="diff-path">
        <Icon name="file" />
        <span className="machine-inline">{file.path}</span>
        {file.before === undefined && <span className="tag">{review.newFile}</span>}
        {file.after === undefined && <span className="tag">{review.removedFile}</span>}
      </h3>
      <DiffTable label={file.path} hunks={diffLines(file.before?.text, file.after?.text)} />
    </div>
  )
}
