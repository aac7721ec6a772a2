import type { RunSummary } from '#contract/channels.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { mayLeave } from '../../wizard/run-state.ts'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import type { UndoState } from '../../wizard/wizard-state.ts'
import { PlanView } from '../review/PlanView.tsx'
import { RunButton } from '../run/RunButton.tsx'
import { RunView } from '../run/RunView.tsx'

type Props = { readonly at: UndoState }

/** The same review before the same password: taking a change back is a change. */
export function UndoStep({ at }: Props) {
  const text = useText()
  const actions = useActions()
  const { run, preview } = at
  return (
    <StepPage
      title={text.steps.undo}
      lede={text.undo.lede}
      footer={
        <>
          {mayLeave(run) && <ActionButton onPress={actions.goBack}>{text.shell.back}</ActionButton>}
          <p className="footer-hint">{run.kind === 'explained' && text.undo.confirmHint}</p>
          {preview.kind === 'ready' && (
            <RunButton
              run={run}
              label={text.run.undoButton}
              onRun={() => void actions.undo()}
              onDone={() => void actions.look()}
            />
          )}
        </>
      }
    >
      <UndoContent at={at} />
    </StepPage>
  )
}

function UndoContent({ at: { target, run, preview } }: Props) {
  const text = useText()
  const actions = useActions()
  if (preview.kind === 'loading') return <Looking label={text.undo.preparing} />
  if (preview.kind === 'failed') {
    return (
      <FailureNotice failure={preview.failure} reassurance={text.run.nothingChanged}>
        <ActionButton onPress={() => void actions.openUndo(target)}>
          {text.shell.tryAgain}
        </ActionButton>
      </FailureNotice>
    )
  }
  const { plan } = preview.value
  if (run.kind !== 'explained') return <RunView run={run} plan={plan} />
  return (
    <>
      <PlanView reviewed={preview.value} />
      {plan.needsReboot ? (
        <RebootSection />
      ) : (
        <KeptSection target={target} path={plan.remappedDataRoot} />
      )}
    </>
  )
}

/** Docker has nothing to do with what only prepared the kernel. */
function RebootSection() {
  const { undo, review } = useText()
  return (
    <section className="section">
      <h2>{undo.rebootTitle}</h2>
      <ul className="plain-list">
        <li>{undo.rebootDetail}</li>
        <li>{review.passwordDetail}</li>
      </ul>
    </section>
  )
}

type KeptProps = { readonly target: string; readonly path: string }

function KeptSection({ target, path }: KeptProps) {
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
