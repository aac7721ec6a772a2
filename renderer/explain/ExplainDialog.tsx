import { useText } from '../text/use-text.ts'
import { FullDialog } from '../ui/FullDialog.tsx'
import { NotLoaded } from '../ui/NotLoaded.tsx'
import { Prose } from '../ui/Prose.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { Chapters } from './Chapters.tsx'
import { CommandList } from './CommandList.tsx'
import type { ExplainedStep } from './explain-text.ts'
import { useExplainText } from './explain-texts.ts'
import { Glossary } from './Glossary.tsx'
import { STEP_COMMANDS } from './step-commands.ts'
import './explain.css'

type Props = { readonly step: ExplainedStep; readonly onClose: () => void }

/** What the step is, why all this, and every word that it takes: large enough to be projected. */
export function ExplainDialog({ step, onClose }: Props) {
  const { shell, steps } = useText()
  const explain = useExplainText()
  return (
    <FullDialog title={shell.explain} onClose={onClose}>
      {explain === undefined ? (
        <NotLoaded />
      ) : (
        <div className="explain">
          <Tabs
            label={explain.partsLabel}
            tabs={[
              {
                id: 'step',
                name: explain.parts.step,
                content: (
                  <article className="explain-part">
                    <h3>{steps[step]}</h3>
                    <p>
                      <Prose>{explain.steps[step]}</Prose>
                    </p>
                    <h3>{explain.byHand}</h3>
                    <p className="quiet">{explain.byHandNote}</p>
                    <CommandList commands={STEP_COMMANDS[step]} about={steps[step]} />
                  </article>
                ),
              },
              { id: 'why', name: explain.parts.why, content: <Chapters explain={explain} /> },
              {
                id: 'glossary',
                name: explain.parts.glossary,
                content: <Glossary explain={explain} />,
              },
            ]}
          />
        </div>
      )}
    </FullDialog>
  )
}
