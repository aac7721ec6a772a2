import type { ReactNode } from 'react'
import type { Failure } from '#contract/channels.ts'
import { useText } from '../text/use-text.ts'
import { Fold } from './Fold.tsx'
import { Notice } from './Notice.tsx'
import { Prose } from './Prose.tsx'

type Props = {
  readonly failure: Failure
  /** Said after the explanation, where it is true: nothing was changed. */
  readonly reassurance?: string
  readonly children?: ReactNode
}

/** A failed call: what is wrong, what to do, and the machine's own words for whoever wants them. */
export function FailureNotice({ failure, reassurance, children }: Props) {
  const text = useText()
  const { title, detail, action } = text.failures[failure.code]
  return (
    <Notice tone="bad" title={title} announce>
      <p>
        <Prose>{detail}</Prose>
        {reassurance !== undefined && <strong> {reassurance}</strong>}
      </p>
      <p>
        <Prose>{action}</Prose>
      </p>
      {failure.detail !== '' && (
        <Fold title={text.shell.details}>
          <pre className="machine">{failure.detail}</pre>
        </Fold>
      )}
      {children}
    </Notice>
  )
}
