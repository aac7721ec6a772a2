import { Suspense, use } from 'react'
import { useText } from '../text/use-text.ts'
import { Looking } from '../ui/Looking.tsx'
import { MissingPart } from '../ui/MissingPart.tsx'
import type { LiveProofProps } from './LiveProofPanel.tsx'
import type * as LiveProofPanelFile from './LiveProofPanel.tsx'

let loading: Promise<typeof LiveProofPanelFile | undefined> | undefined

/** Chromium asks for a file only once; undefined when the built page lacks it. */
function loadPanel(): Promise<typeof LiveProofPanelFile | undefined> {
  loading ??= import('./LiveProofPanel.tsx').catch(() => undefined)
  return loading
}

/** The live proof in a file of its own, which is loaded when its place is shown. */
export function LiveProofSection(props: LiveProofProps) {
  const { shell } = useText()
  return (
    <Suspense fallback={<Looking label={shell.loading} />}>
      <Loaded {...props} />
    </Suspense>
  )
}

function Loaded(props: LiveProofProps) {
  const loaded = use(loadPanel())
  return loaded === undefined ? <MissingPart /> : <loaded.LiveProofPanel {...props} />
}
