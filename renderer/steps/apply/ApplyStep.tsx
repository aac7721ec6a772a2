import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { mayLeave } from '../../wizard/run-state.ts'
import { cutOffRun } from '../../wizard/cut-off-run.ts'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import type { ApplyState } from '../../wizard/wizard-state.ts'
import { CutOffNotice } from '../resume/CutOffNotice.tsx'
import { BeforeRun } from '../run/BeforeRun.tsx'
import { RunButton } from '../run/RunButton.tsx'
import { RunView } from '../run/RunView.tsx'
import { TerminalOffer } from '../run/TerminalOffer.tsx'

type Props = { readonly at: ApplyState }

export function ApplyStep({ at: { run, reviewed, inspection } }: Props) {
  const { plan, script } = reviewed
  const text = useText()
  const actions = useActions()
  const cutOff = useWizard((state) => cutOffRun(state.runs))
  const hasDialog = inspection.facts.pkexecPath !== undefined
  const applyInTerminal = () => void actions.apply('terminal')
  // Root would refuse.
  const isBlocked = cutOff !== undefined && mayLeave(run)
  return (
    <StepPage
      title={text.steps.apply}
      lede={plan.needsReboot ? text.run.prepareLede : text.run.applyLede}
      footer={
        <>
          {mayLeave(run) && <ActionButton onPress={actions.goBack}>{text.shell.back}</ActionButton>}
          <p className="footer-hint" />
          {!isBlocked && (
            <RunButton
              run={run}
              label={hasDialog ? text.run.applyButton : text.terminal.button}
              onRun={hasDialog ? () => void actions.apply() : applyInTerminal}
              // What only takes effect with a restart cannot be proven now.
              {...(plan.needsReboot
                ? {}
                : { onDone: (runId: string) => void actions.prove(runId, plan) })}
            />
          )}
        </>
      }
    >
      {isBlocked ? (
        <CutOffNotice run={cutOff} />
      ) : run.kind === 'explained' ? (
        <>
          <BeforeRun reviewed={reviewed} hasDialog={hasDialog} />
          {hasDialog && <TerminalOffer onPress={applyInTerminal} />}
        </>
      ) : (
        <RunView run={run} plan={plan} digest={script.sha256} onTerminal={applyInTerminal} />
      )}
    </StepPage>
  )
}
