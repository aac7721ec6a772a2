import type { RunSummary } from '#contract/channels.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { Prose } from '../../ui/Prose.tsx'
import { useWizard } from '../../wizard/use-wizard.ts'

type Props = { readonly target: string; readonly path: string }

/** What Docker does, and what of the change is there afterwards all the same. */
export function KeptSection({ target, path }: Props) {
  const { undo, review } = useText()
  const runs = useWizard((state) => state.runs)
  const keptPaths = runs.kind === 'ready' ? lastingPaths(runs.value, target) : []
  return (
    <section className="section">
      <h2>{undo.kept}</h2>
      <ul className="plain-list">
        <li>{undo.restart}</li>
        <li>{undo.dataBack}</li>
        <li>
          <Prose>{fill(undo.keptDetail, { path })}</Prose>
        </li>
        {keptPaths.map((kept) => (
          <li key={kept}>
            <Prose>{fill(undo.keptForGood, { path: kept })}</Prose>
          </li>
        ))}
        <li>{review.passwordDetail}</li>
      </ul>
    </section>
  )
}

/** Files of a run whose change Undo leaves. */
function lastingPaths(runs: readonly RunSummary[], target: string): readonly string[] {
  const steps = runs.find(({ runId }) => runId === target)?.plan.steps ?? []
  return [
    ...new Set(
      steps.flatMap((step) => (step.kind === 'edit-file' && step.lasting ? [step.path] : [])),
    ),
  ]
}
