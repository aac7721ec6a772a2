import { useText } from '../../text/use-text.ts'
import { useWizard } from '../../wizard/use-wizard.ts'

type Props = { readonly target: string; readonly path: string }

/** How root compares a file with its copy from before the run: the page itself may not read that copy. */
export function FullComparison({ target, path }: Props) {
  const { undo } = useText()
  const isKept = useWizard(
    ({ runs }) =>
      runs.kind === 'ready' &&
      runs.value
        .find(({ runId }) => runId === target)
        ?.plan.steps.some(
          (step) => step.kind === 'edit-file' && step.path === path && step.before !== undefined,
        ),
  )
  if (isKept !== true) return null
  return (
    <>
      <p className="quiet">{undo.comparison}</p>
      <pre className="machine">{`sudo diff -u /var/lib/subroot/runs/${target}/backup${path} ${path}`}</pre>
    </>
  )
}
