import type { ProcessSnapshot } from '#domain/container-process.ts'
import { fill } from '../../text/fill.ts'
import { fillPlural } from '../../text/plural.ts'
import { formatClock } from '../../text/format.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { useActions } from '../../wizard/use-wizard.ts'
import type { Loadable } from '../../wizard/wizard-state.ts'
import { ProcessTable } from './ProcessTable.tsx'
import { standingOf } from './standing.ts'

/** Runs until it is stopped, and leaves nothing behind. */
const SAMPLE_COMMAND = 'docker run --rm --name subroot-proof busybox sleep 600'

type Props = { readonly processes: Loadable<ProcessSnapshot>; readonly isPaused: boolean }

/** Every container's processes from both sides, as they are this second. */
export function ProcessSection({ processes, isPaused }: Props) {
  const { prove } = useText()
  const actions = useActions()
  return (
    <section className="section">
      <div className="section-head">
        <h2>{prove.processesTitle}</h2>
        <ActionButton onPress={() => actions.pause(!isPaused)}>
          <Icon name={isPaused ? 'play' : 'pause'} />
          {isPaused ? prove.resume : prove.pause}
        </ActionButton>
      </div>
      <p className="quiet">
        <Prose>{prove.processesHelp}</Prose>
      </p>
      <Processes processes={processes} />
    </section>
  )
}

function Processes({ processes }: { readonly processes: Loadable<ProcessSnapshot> }) {
  const { prove, shell } = useText()
  if (processes.kind === 'loading') return <Looking label={shell.loading} />
  if (processes.kind === 'failed') return <FailureNotice failure={processes.failure} />
  if (processes.value.processes.length === 0) {
    return (
      <EmptyState icon="circle" title={prove.emptyTitle} detail={prove.emptyDetail}>
        <pre className="machine">{SAMPLE_COMMAND}</pre>
        <CopyButton text={SAMPLE_COMMAND} label={shell.copy} />
      </EmptyState>
    )
  }
  return (
    <>
      <Summary snapshot={processes.value} />
      <ProcessTable processes={processes.value.processes} />
    </>
  )
}

function Summary({ snapshot: { at, readMs, processes } }: { readonly snapshot: ProcessSnapshot }) {
  const { prove } = useText()
  const language = useLanguage()
  const standings = processes.map(standingOf)
  return (
    <p className="process-summary">
      <strong>
        {fillPlural(prove.summary, processes.length, language, {
          subordinate: standings.filter((standing) => standing === 'subordinate').length,
          hostRoot: standings.filter((standing) => standing === 'host-root').length,
        })}
      </strong>
      <span className="quiet">
        {fill(prove.readAt, { time: formatClock(at, language), milliseconds: Math.round(readMs) })}
      </span>
    </p>
  )
}
