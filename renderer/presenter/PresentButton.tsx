import { Suspense, use, useState } from 'react'
import { useText } from '../text/use-text.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { loadOnce } from '../ui/load-once.ts'
import { NotLoaded } from '../ui/NotLoaded.tsx'
import type { Presenter } from './Presenter.tsx'

const loadPresenter = loadOnce(() => import('./Presenter.tsx'))

type Props = Omit<Parameters<typeof Presenter>[0], 'onClose'>

/** Opens the comparison for a room, which is loaded only then. */
export function PresentButton(props: Props) {
  const { picture } = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ActionButton onPress={() => setOpen(true)}>
        <Icon name="screen" />
        {picture.present}
      </ActionButton>
      {isOpen && (
        <Suspense fallback={null}>
          <LatePresenter {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

function LatePresenter(props: Parameters<typeof Presenter>[0]) {
  const loaded = use(loadPresenter())
  return loaded === undefined ? <NotLoaded /> : <loaded.Presenter {...props} />
}
