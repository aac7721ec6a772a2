import { useState } from 'react'
import type { RunRecord, RunSummary } from '#contract/channels.ts'
import { sha256 } from '#domain/sha256.ts'
import { useText } from '../../text/use-text.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { useActions } from '../../wizard/use-wizard.ts'
import type { Loadable } from '../../wizard/wizard-state.ts'
import { ScriptView } from '../review/ScriptView.tsx'
import { RunFiles } from './RunFiles.tsx'

type Props = { readonly run: RunSummary }

/** What root's journal keeps of a run, read when somebody wants to see it. */
export function RunDetails({ run }: Props) {
  const { history } = useText()
  const actions = useActions()
  const [record, setRecord] = useState<Loadable<RunRecord>>({ kind: 'loading' })
  return (
    <Fold
      title={history.details}
      isQuiet
      onExpand={() => void actions.readRecord(run.runId).then(setRecord)}
    >
      <RecordView run={run} record={record} />
    </Fold>
  )
}

function RecordView({ run, record }: Props & { readonly record: Loadable<RunRecord> }) {
  const text = useText()
  if (record.kind === 'loading') return <Looking label={text.shell.loading} />
  if (record.kind === 'failed') return <FailureNotice failure={record.failure} />
  const { script, backups } = record.value
  return (
    <div className="run-record">
      <RunFiles run={run} backups={backups} />
      <h3>{text.history.script}</h3>
      <ScriptView
        script={{ text: script, sha256: sha256(script) }}
        help={text.history.scriptHelp}
      />
    </div>
  )
}
