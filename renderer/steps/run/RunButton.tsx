import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { isUnderWay, mayTryAgain } from '../../wizard/run-state.ts'
import type { RunState } from '../../wizard/run-state.ts'
import { useActions } from '../../wizard/use-wizard.ts'

type Props = {
  readonly run: RunState
  readonly label: string
  readonly onRun: () => void
  /** What comes after a run that is done; without it, the machine is looked at again. */
  readonly onDone?: (runId: string) => void
}

/** Failures that asking again cannot cure: what was reviewed is out of date. */
const needsAnotherLook: ReadonlySet<string> = new Set([
  'facts-changed',
  'script-differs',
  'blocked',
  'changed-since',
  'run-unknown',
])

/** The one way on from where the run stands. */
export function RunButton({ run, label, onRun, onDone }: Props) {
  const text = useText()
  const actions = useActions()
  const lookAgain = (
    <ActionButton kind="primary" onPress={() => void actions.look()}>
      {text.run.lookAgain}
    </ActionButton>
  )
  if (run.kind === 'explained' || isUnderWay(run)) {
    return (
      <ActionButton kind="primary" isDisabled={isUnderWay(run)} onPress={onRun}>
        {label}
      </ActionButton>
    )
  }
  if (run.kind === 'not-started') {
    return (
      <>
        <ActionButton
          kind={needsAnotherLook.has(run.failure.code) ? 'secondary' : 'primary'}
          onPress={onRun}
        >
          {text.shell.tryAgain}
        </ActionButton>
        {needsAnotherLook.has(run.failure.code) && lookAgain}
      </>
    )
  }
  if (run.kind === 'finished' && run.outcome === 'done' && onDone !== undefined) {
    return (
      <ActionButton kind="primary" onPress={() => onDone(run.runId)}>
        {text.shell.continue}
      </ActionButton>
    )
  }
  if (run.kind === 'finished' && run.outcome === 'done') {
    return <ActionButton onPress={() => void actions.look()}>{text.run.lookAgain}</ActionButton>
  }
  return (
    <>
      {mayTryAgain(run) && <ActionButton onPress={onRun}>{text.shell.tryAgain}</ActionButton>}
      {lookAgain}
    </>
  )
}
