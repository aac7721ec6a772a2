import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { IdOwner } from '#domain/host-facts.ts'

type MarkedOwner = {
  readonly marked: IdOwner | undefined
  /** What the drawing as a whole must carry: one stop for the keyboard, like any list to choose from. */
  readonly listProps: {
    readonly role: 'listbox'
    readonly tabIndex: 0
    readonly 'aria-activedescendant': string | undefined
    readonly onKeyDown: (event: KeyboardEvent) => void
    readonly onFocus: () => void
  }
  /** What each owner's shape must carry. */
  readonly optionProps: (owner: IdOwner) => {
    readonly role: 'option'
    readonly id: string
    readonly 'aria-selected': boolean
    readonly onPointerEnter: () => void
  }
}

/** Which of the owners is described; arrow keys, Home, End and the pointer move the mark. `owners` in drawing order. */
export function useMarkedOwner(owners: readonly IdOwner[]): MarkedOwner {
  const id = useId()
  const [marked, setMarked] = useState<IdOwner | undefined>(undefined)
  const index = marked === undefined ? -1 : owners.indexOf(marked)
  const optionId = (owner: IdOwner): string => `${id}-${owners.indexOf(owner)}`
  return {
    marked,
    listProps: {
      role: 'listbox',
      tabIndex: 0,
      'aria-activedescendant': marked && optionId(marked),
      onKeyDown: (event) => {
        const next = indexAfter(event.key, index, owners.length)
        if (next === undefined) return
        event.preventDefault()
        setMarked(owners[next])
      },
      onFocus: () => setMarked((before) => before ?? owners[0]),
    },
    optionProps: (owner) => ({
      role: 'option',
      id: optionId(owner),
      'aria-selected': owner === marked,
      onPointerEnter: () => setMarked(owner),
    }),
  }
}

function indexAfter(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(index + 1, count - 1)
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(index - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
