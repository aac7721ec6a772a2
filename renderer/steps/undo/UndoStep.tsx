import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { mayLeave } from '../../wizard/run-state.ts'
import { cutOffRun } from '../../wizard/cut-off-run.ts'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import type { UndoState } from '../../wizard/wizard-state.ts'
import { CutOffNotice } from '../resume/CutOffNotice.tsx'
import { PlanView } from '../review/PlanView.tsx'
import { RunButton } from '../run/RunButton.tsx'
import { RunView } from '../run/RunView.tsx'
import { TerminalOffer } from '../run/TerminalOffer.tsx'
import { KeptSection } from './KeptSection.tsx'
import { MergedFiles } from './MergedFiles.tsx'
import { UndoRefusal } from './UndoRefusal.tsx'

type Props = { readonly at: UndoState }

/** The same review before the same password: taking a change back is a change. */
export function UndoStep({ at }: Props) {
  const text = useText()
  const actions = useActions()
  const { run, preview } = at
  const cutOff = useWizard((state) => cutOffRun(state.runs))
  // Root would refuse.
  const isBlocked = cutOff !== undefined && mayLeave(run)
  return (
    <StepPage
      title={text.steps.undo}
      lede={text.undo.lede}
      footer={
        <>
          {mayLeave(run) && <ActionButton onPress={actions.goBack}>{text.shell.back}</ActionButton>}
          <p className="footer-hint">
            {run.kind === 'explained' && !isBlocked && text.undo.confirmHint}
          </p>
          {preview.kind === 'ready' && !isBlocked && (
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
      {isBlocked ? <CutOffNotice run={cutOff} /> : <UndoContent at={at} />}
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
  if (preview.kind === 'refused') return <UndoRefusal problem={preview.problem} target={target} />
  const { plan, script } = preview.value
  const undoInTerminal = () => void actions.undo('terminal')
  if (run.kind !== 'explained') {
    return <RunView run={run} plan={plan} digest={script.sha256} onTerminal={undoInTerminal} />
  }
  return (
    <>
      <MergedFiles plan={plan} target={target} />
      <PlanView reviewed={preview.value} />
      {plan.needsReboot ? (
        <RebootSection />
      ) : (
        <KeptSection target={target} path={plan.remappedDataRoot} />
      )}
      <TerminalOffer onPress={undoInTerminal} />
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
