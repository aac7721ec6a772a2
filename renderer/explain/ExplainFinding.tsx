import { Suspense, use, useState } from 'react'
import type { Finding } from '#domain/findings/catalogue.ts'
import { useText } from '../text/use-text.ts'
import { Fold } from '../ui/Fold.tsx'
import { loadOnce } from '../ui/load-once.ts'
import { Looking } from '../ui/Looking.tsx'
import { NotLoaded } from '../ui/NotLoaded.tsx'

const loadExplained = loadOnce(() => import('./FindingExplained.tsx'))

type Props = { readonly finding: Pick<Finding, 'code' | 'values'> }

/** What a finding is about, and the same by hand; loaded once somebody asks. */
export function ExplainFinding({ finding }: Props) {
  const { shell } = useText()
  const [isAsked, setAsked] = useState(false)
  return (
    <Fold title={shell.whatIsThis} isQuiet onExpand={() => setAsked(true)}>
      {isAsked && (
        <Suspense fallback={<Looking label={shell.loading} />}>
          <Explained finding={finding} />
        </Suspense>
      )}
    </Fold>
  )
}

function Explained({ finding }: Props) {
  const loaded = use(loadExplained())
  return loaded === undefined ? <NotLoaded /> : <loaded.FindingExplained finding={finding} />
}
