import type { Plan, PlanStep } from '#domain/plan.ts'
import { diffLines } from '#domain/text-edit.ts'
import { fillPlural } from '../../text/plural.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { Notice } from '../../ui/Notice.tsx'
import { ComparedFile } from './ComparedFile.tsx'
import { FullComparison } from './FullComparison.tsx'

/** Enough to see what others wrote, in files that are rarely longer than this. */
const CONTEXT_LINES = 12

type Props = { readonly plan: Plan; readonly target: string }

/** Files that others changed since: what is taken out of them, among everything that stays. */
export function MergedFiles({ plan, target }: Props) {
  const { undo } = useText()
  const language = useLanguage()
  const merged = plan.steps.filter(isMerge)
  if (merged.length === 0) return null
  return (
    <Notice tone="info" title={fillPlural(undo.mergeTitle, merged.length, language)}>
      <p>{undo.mergeDetail}</p>
      {merged.map(({ id, path, before, after }) => (
        <ComparedFile
          key={id}
          path={path}
          hunks={diffLines(before?.text, after?.text, CONTEXT_LINES)}
          words={{ removed: undo.mergeTaken, added: undo.mergeInstead }}
          rest={undo.mergeRest}
        />
      ))}
      <FullComparison target={target} paths={merged.map(({ path }) => path)} />
    </Notice>
  )
}

function isMerge(step: PlanStep): step is Extract<PlanStep, { kind: 'edit-file' }> {
  return step.kind === 'edit-file' && step.merged === true
}
