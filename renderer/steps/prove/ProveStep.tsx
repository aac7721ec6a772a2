import { useEffect, useState } from 'react'
import { useLanguage, useText } from '../../text/use-text.ts'
import { fill } from '../../text/fill.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import type { ProveState } from '../../wizard/wizard-state.ts'
import { CheckList } from './CheckList.tsx'
import { ProcessSection } from './ProcessSection.tsx'
import { reportOf } from './report.ts'

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
  const [savedPath, setSavedPath] = useState<string | undefined>(undefined)

  useEffect(() => {
    if (at.paused) return undefined
    void actions.readProcesses()
    const timer = setInterval(() => void actions.readProcesses(), REFRESH_MS)
    return () => clearInterval(timer)
  }, [actions, at.paused])

  async function save(): Promise<void> {
    const html = reportOf(at, text, language, Date.now())
    setSavedPath(await actions.saveReport(html, 'subroot-report.html'))
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
            {savedPath !== undefined && fill(text.prove.saved, { path: savedPath })}
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
      <ProcessSection processes={at.processes} isPaused={at.paused} />
    </StepPage>
  )
}
