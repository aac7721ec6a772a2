import type { PlanStep } from '#domain/plan.ts'
import { diffLines } from '#domain/text-edit.ts'
import type { DiffLine } from '#domain/text-edit.ts'
import { useText } from '../../text/use-text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'

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
  const hunks = diffLines(file.before?.text, file.after?.text)
  return (
    <div className="diff">
      <h3 className="diff-path">
        <Icon name="file" />
        <span className="machine-inline">{file.path}</span>
        {file.before === undefined && <span className="tag">{review.newFile}</span>}
        {file.after === undefined && <span className="tag">{review.removedFile}</span>}
      </h3>
      <ScrollRegion className="diff-scroll" label={file.path}>
        <table className="diff-lines">
          {hunks.map((hunk, index) => (
            <tbody key={hunk.lines[0]?.oldNumber ?? hunk.lines[0]?.newNumber ?? index}>
              {hunk.lines.map((line) => (
                <DiffRow key={`${line.oldNumber ?? ''}:${line.newNumber ?? ''}`} line={line} />
              ))}
            </tbody>
          ))}
        </table>
      </ScrollRegion>
    </div>
  )
}

const signs: Readonly<Record<DiffLine['kind'], string>> = { added: '+', removed: '−', context: '' }

function DiffRow({ line }: { readonly line: DiffLine }) {
  const { review } = useText()
  const spoken = { added: review.addedLine, removed: review.removedLine, context: '' }[line.kind]
  return (
    <tr className={`diff-${line.kind}`}>
      <td className="diff-number">{line.oldNumber}</td>
      <td className="diff-number">{line.newNumber}</td>
      <td className="diff-sign">
        <span aria-hidden="true">{signs[line.kind]}</span>
        <span className="visually-hidden">{spoken}</span>
      </td>
      <td className="diff-text">
        {line.text}
        {line.missingNewline && <span className="diff-note"> {review.noFinalNewline}</span>}
      </td>
    </tr>
  )
}
