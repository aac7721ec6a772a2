import { useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'

type Tab = { readonly id: string; readonly name: string; readonly content: ReactNode }

type Props = { readonly label: string; readonly tabs: readonly Tab[] }

/** Tabs as WAI-ARIA's pattern describes them: one stop, arrow keys within, and what is reached is shown at once. */
export function Tabs({ label, tabs }: Props) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [selected, setSelected] = useState(0)
  const { id: shownId, content } = tabs[selected] ?? { id: '', content: null }

  function move(event: KeyboardEvent): void {
    const next = indexAfter(event.key, selected, tabs.length)
    if (next === undefined) return
    event.preventDefault()
    setSelected(next)
    list.current?.querySelectorAll('button')[next]?.focus()
  }

  return (
    <div className="tabs">
      <div className="tab-list" role="tablist" aria-label={label} ref={list}>
        {tabs.map((tab, index) => (
          <button
            key={tab.id}
            type="button"
            className="tab"
            role="tab"
            id={`${id}-${tab.id}`}
            aria-selected={index === selected}
            aria-controls={`${id}-panel`}
            tabIndex={index === selected ? 0 : -1}
            onClick={() => setSelected(index)}
            onKeyDown={move}
          >
            {tab.name}
          </button>
        ))}
      </div>
      <div
        key={shownId}
        className="tab-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${shownId}`}
        tabIndex={0}
      >
        {content}
      </div>
    </div>
  )
}

function indexAfter(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (current + 1) % count
    case 'ArrowLeft':
      return (current + count - 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
