import { Suspense, use, useState } from 'react'
import { useText } from '../text/use-text.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { loadOnce } from '../ui/load-once.ts'
import { NotLoaded } from '../ui/NotLoaded.tsx'
import type { ExplainedStep } from './explain-text.ts'
import type { ExplainDialog } from './ExplainDialog.tsx'

const loadDialog = loadOnce(() => import('./ExplainDialog.tsx'))

type Props = { readonly step: ExplainedStep }

/** Opens the explanations from any step, also while a run is at work: they lie over the step and change nothing. */
export function ExplainButton({ step }: Props) {
  const { shell } = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ActionButton kind="quiet" onPress={() => setOpen(true)}>
        <Icon name="question" />
        {shell.explain}
      </ActionButton>
      {isOpen && (
        <Suspense fallback={null}>
          <LateDialog step={step} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

function LateDialog(props: Parameters<typeof ExplainDialog>[0]) {
  const loaded = use(loadDialog())
  return loaded === undefined ? <NotLoaded /> : <loaded.ExplainDialog {...props} />
}
