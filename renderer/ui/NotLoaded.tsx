import { useText } from '../text/use-text.ts'
import { Notice } from './Notice.tsx'

/** Where a file of the window is missing that is loaded only when it is asked for. */
export function NotLoaded() {
  const { shell } = useText()
  return (
    <Notice tone="bad" title={shell.partMissing} announce>
      <p>{shell.stepMissingDetail}</p>
    </Notice>
  )
}
