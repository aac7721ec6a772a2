import type { RunSummary } from '#contract/channels.ts'
import { useText } from '../../text/use-text.ts'
import { useWizard } from '../../wizard/use-wizard.ts'

type Props = { readonly target: string; readonly paths: readonly string[] }

/** How root compares files with their copies from before the run: the page itself may not read those. */
export function FullComparison({ target, paths }: Props) {
  const { undo } = useText()
  const runs = useWizard((state) => state.runs)
  const run = runs.kind === 'ready' ? runs.value.find(({ runId }) => runId === target) : undefined
  const kept = paths.filter((path) => run !== undefined && wasThere(run, path))
  if (kept.length === 0) return null
  return (
    <>
      <p>{undo.comparison}</p>
      <pre className="machine">
        {kept
          .map((path) => `sudo diff -u /var/lib/subroot/runs/${target}/backup${path} ${path}`)
          .join('\n')}
      </pre>
    </>
  )
}

function wasThere({ plan }: RunSummary, path: string): boolean {
  return plan.steps.some(
    (step) => step.kind === 'edit-file' && step.path === path && step.before !== undefined,
  )
}
