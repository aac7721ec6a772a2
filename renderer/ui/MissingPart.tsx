import { useText } from '../text/use-text.ts'
import { Notice } from './Notice.tsx'

/** In the place of what the built page lacks the file of. */
export function MissingPart() {
  const { shell } = useText()
  return (
    <Notice tone="bad" title={shell.stepMissing} announce>
      <p>{shell.stepMissingDetail}</p>
    </Notice>
  )
}
