import { useEffect, useRef } from 'react'
import type { HandedOverLine } from '#contract/channels.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'

type Props = {
  readonly line: HandedOverLine
  /** SHA-256 of the script, as it was reviewed. */
  readonly digest: string
}

/** The line that waits to be run in a terminal, what it does, and the way back. */
export function LineToRun({ line: { command, path }, digest }: Props) {
  const { terminal } = useText()
  const actions = useActions()
  const isSimulated = useWizard(({ simulated }) => simulated)
  const heading = useRef<HTMLHeadingElement>(null)
  // The button that led here is gone.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const [copies, compares, runs] = terminal.what
  return (
    <>
      <Notice tone="info" title={terminal.waitingTitle} announce>
        <p>
          <Prose>{isSimulated ? terminal.simulated : terminal.waitingDetail}</Prose>
        </p>
      </Notice>
      <section className="section">
        <div className="code-bar">
          <h2 ref={heading} tabIndex={-1}>
            {terminal.lineTitle}
          </h2>
          <CopyButton text={command} label={terminal.copy} />
        </div>
        <pre className="machine">{command}</pre>
        <p className="quiet">
          <Prose>{terminal.otherTools}</Prose>
        </p>
      </section>
      <section className="section">
        <h2>{terminal.whatTitle}</h2>
        <ol className="advice">
          <li>
            <Prose>{fill(copies, { path })}</Prose>
          </li>
          <li>
            {compares} <code>{digest}</code>
          </li>
          <li>{runs}</li>
        </ol>
      </section>
      <section className="section">
        <p>{terminal.cancelHelp}</p>
        <div>
          <ActionButton onPress={() => void actions.withdraw()}>{terminal.cancel}</ActionButton>
        </div>
      </section>
    </>
  )
}
