import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { fill } from '../../text/fill.ts'
import { useActions } from '../../wizard/use-wizard.ts'
import type { ResumeState } from '../../wizard/wizard-state.ts'
import { ScriptView } from '../review/ScriptView.tsx'
import { RunProgress } from '../run/RunProgress.tsx'
import { RunView } from '../run/RunView.tsx'
import { CutOffFacts } from './CutOffFacts.tsx'
import { NotWaiting } from './NotWaiting.tsx'
import { ResumeButton } from './ResumeButton.tsx'
import { WaysOn } from './WaysOn.tsx'

type Props = { readonly at: ResumeState }

/** A change that was cut off: what it was, how far it came, and the two ways on. */
export function ResumeStep({ at }: Props) {
  const text = useText()
  const actions = useActions()
  const { kind } = at.run
  return (
    <StepPage
      title={text.steps.resume}
      lede={kind === 'finished' ? text.resume.ledeEnded : text.resume.lede}
      footer={
        <>
          {(kind === 'explained' || kind === 'not-started') && (
            <ActionButton onPress={actions.goBack}>{text.shell.back}</ActionButton>
          )}
          <p className="footer-hint">{kind === 'explained' && text.resume.passwordHint}</p>
          <ResumeButton at={at} />
        </>
      }
    >
      <ResumeContent at={at} />
    </StepPage>
  )
}

function ResumeContent({ at: { target, preview, verb, run } }: Props) {
  const text = useText()
  const actions = useActions()
  if (preview.kind === 'loading') return <Looking label={text.resume.preparing} />
  if (preview.kind === 'failed') {
    return preview.failure.code === 'nothing-to-resume' ? (
      <NotWaiting target={target} failure={preview.failure} />
    ) : (
      <FailureNotice failure={preview.failure} reassurance={text.run.nothingChanged}>
        <ActionButton onPress={() => void actions.openResume(target)}>
          {text.shell.tryAgain}
        </ActionButton>
      </FailureNotice>
    )
  }
  const { plan, events, script } = preview.value
  if (run.kind !== 'explained') {
    return (
      <RunView
        run={run}
        plan={plan}
        digest={script.sha256}
        onTerminal={() => verb !== undefined && void actions.resume(verb, 'terminal')}
        resumes={target}
      />
    )
  }
  return (
    <>
      <CutOffFacts target={target} preview={preview.value} />
      <RunProgress plan={plan} events={events} isCutOff />
      <p className="quiet">{text.resume.howFarHelp}</p>
      <WaysOn preview={preview.value} />
      <Fold title={text.resume.scriptTitle}>
        <ScriptView script={script} help={fill(text.resume.scriptHelp, { run: target })} />
      </Fold>
    </>
  )
}
