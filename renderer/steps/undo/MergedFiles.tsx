import type { Plan } from '#domain/plan.ts'
import { diffLines } from '#domain/text-edit.ts'
import { fillPlural } from '../../text/plural.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { DiffTable } from '../review/DiffTable.tsx'
import { FullComparison } from './FullComparison.tsx'

/** Enough to see what others wrote, in files that are rarely longer than this. */
const CONTEXT_LINES = 12

type Props = { readonly plan: Plan; readonly target: string }

/** Files that others changed since: what is taken out of them, among everything that stays. */
export function MergedFiles({ plan, target }: Props) {
  const { undo } = useText()
  const language = useLanguage()
  const merged = plan.steps.flatMap((step) =>
    step.kind === 'edit-file' && step.merged ? [step] : [],
  )
  if (merged.length === 0) return null
  return (
    <Notice tone="info" title={fillPlural(undo.mergeTitle, merged.length, language)}>
      <p>{undo.mergeDetail}</p>
      {merged.map(({ id, path, before, after }) => (
        <div key={id} className="diff">
          <h3 className="diff-path">
            <Icon name="file" />
            <span className="machine-inline">{path}</span>
          </h3>
          <p className="diff-legend">
            <b aria-hidden="true">−</b> {undo.mergeLegend}
          </p>
          <DiffTable
            label={path}
            hunks={diffLines(before?.text, after?.text, CONTEXT_LINES)}
            words={{ added: undo.mergeWordBack, removed: undo.mergeWord }}
          />
          <FullComparison target={target} path={path} />
        </div>
      ))}
    </Notice>
  )
}
