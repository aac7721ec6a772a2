import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

export type Scroll = { readonly scrollTop: number; readonly height: number }

/** How far a table is scrolled, and how much of it is in sight below its heading, in pixels. */
export function useScroll(table: RefObject<HTMLTableElement | null>): Scroll {
  const [scroll, setScroll] = useState<Scroll>({ scrollTop: 0, height: 0 })
  useEffect(() => {
    const watched = table.current
    if (watched === null) return undefined
    const read = () => {
      const headHeight = watched.tHead?.offsetHeight ?? 0
      setScroll({ scrollTop: watched.scrollTop, height: watched.clientHeight - headHeight })
    }
    const resizing = new ResizeObserver(read)
    resizing.observe(watched)
    watched.addEventListener('scroll', read, { passive: true })
    return () => {
      resizing.disconnect()
      watched.removeEventListener('scroll', read)
    }
  }, [table])
  return scroll
}
