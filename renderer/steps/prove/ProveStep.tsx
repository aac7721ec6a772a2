import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useLanguage, useText } from '../../text/use-text.ts'
import { fill } from '../../text/fill.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import type { ProveState } from '../../wizard/wizard-state.ts'
import { pairOf } from '#domain/proof/live-proof.ts'
import type { SavedReport } from '#contract/channels.ts'
import { LiveProofSection } from '../../proof/LiveProofSection.tsx'
import { CheckList } from './CheckList.tsx'
import { ProcessSection } from './ProcessSection.tsx'

const REFRESH_MS = 1000

type Props = { readonly at: ProveState }

export function ProveStep({ at }: Props) {
  const text = useText()
  const language = useLanguage()
  const actions = useActions()
  const isInEffect = useWizard(
    ({ runs }) =>
      runs.kind !== 'ready' ||
      runs.value.every((run) => run.runId !== at.runId || run.undoneBy === undefined),
  )
  const run = useWizard(({ runs }) =>
    runs.kind === 'ready' ? runs.value.find(({ runId }) => runId === at.runId) : undefined,
  )
  const live = useWizard((state) => state.live)
  const simulated = useWizard((state) => state.simulated)
  const pair = useMemo(
    () => pairOf(live.proofs, run?.startedAt ?? 0),
    [live.proofs, run?.startedAt],
  )
  // A thousand processes that all changed take more than a frame: what the user does goes before them.
  const processes = useDeferredValue(at.processes)
  const comparison = useRef<HTMLDivElement>(null)
  const [saved, setSaved] = useState<SavedReport | undefined>(undefined)

  useEffect(() => {
    if (at.paused) return undefined
    void actions.readProcesses()
    const timer = setInterval(() => void actions.readProcesses(), REFRESH_MS)
    return () => clearInterval(timer)
  }, [actions, at.paused])

  async function save(): Promise<void> {
    // What makes reports is a file of its own: most who open the page never save one.
    const { saveReport } = await import('../../report/save-report.ts')
    const pictures = await actions.allPictures()
    setSaved(await saveReport({ at, run, pair, pictures, simulated }, { text, language }, actions))
  }

  return (
    <StepPage
      title={text.steps.prove}
      lede={text.prove.lede}
      footer={
        <>
          <ActionButton onPress={() => void save()}>
            <Icon name="file" />
            {text.prove.save}
          </ActionButton>
          <output className="footer-hint">
            {saved !== undefined &&
              fill(text.prove.saved, { path: saved.htmlPath, jsonPath: saved.jsonPath })}
          </output>
          {isInEffect && (
            <ActionButton onPress={() => void actions.openUndo(at.runId)}>
              <Icon name="undo" />
              {text.prove.undoThis}
            </ActionButton>
          )}
        </>
      }
    >
      <CheckList runId={at.runId} checks={at.checks} />
      <LiveProofSection
        pair={pair}
        moment="now"
        proved={{ range: at.plan.range, processes, comparison }}
      />
      <div ref={comparison}>
        <ProcessSection processes={processes} isPaused={at.paused} />
      </div>
    </StepPage>
  )
}
