import { memo } from 'react'
import type { ProcessSnapshot } from '#domain/container-process.ts'
import { Comparison } from '../../comparison/Comparison.tsx'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { useActions } from '../../wizard/use-wizard.ts'
import type { Loadable } from '../../wizard/wizard-state.ts'

/** Runs until it is stopped, and leaves nothing behind. */
const SAMPLE_COMMAND = 'docker run --rm --name subroot-proof busybox sleep 600'

type Props = { readonly processes: Loadable<ProcessSnapshot>; readonly isPaused: boolean }

/** Every container's processes from both sides, as they are this second. */
export const ProcessSection = memo(function ProcessSection({ processes, isPaused }: Props) {
  const { compare } = useText()
  const actions = useActions()
  return (
    <section className="section">
      <div className="section-head">
        <h2>{compare.title}</h2>
        <ActionButton onPress={() => actions.pause(!isPaused)}>
          <Icon name={isPaused ? 'play' : 'pause'} />
          {isPaused ? compare.unfreeze : compare.freeze}
        </ActionButton>
      </div>
      <p className="quiet">
        <Prose>{compare.help}</Prose>
      </p>
      <Processes processes={processes} isPaused={isPaused} />
    </section>
  )
})

function Processes({ processes, isPaused }: Props) {
  const { compare, shell } = useText()
  if (processes.kind === 'loading') return <Looking label={shell.loading} />
  if (processes.kind === 'failed') return <FailureNotice failure={processes.failure} />
  if (processes.value.processes.length === 0) {
    return (
      <EmptyState icon="circle" title={compare.emptyTitle} detail={compare.emptyDetail}>
        <pre className="machine">{SAMPLE_COMMAND}</pre>
        <CopyButton text={SAMPLE_COMMAND} label={shell.copy} />
      </EmptyState>
    )
  }
  return <Comparison snapshot={processes.value} isFrozen={isPaused} />
}
