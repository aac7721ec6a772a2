import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

export type Scroll = { readonly scrollTop: number; readonly height: number }

/** How far an element is scrolled, and how much of it is in sight, in pixels. */
export function useScroll(element: RefObject<HTMLElement | null>): Scroll {
  const [scroll, setScroll] = useState<Scroll>({ scrollTop: 0, height: 0 })
  useEffect(() => {
    const watched = element.current
    if (watched === null) return undefined
    const read = () => setScroll({ scrollTop: watched.scrollTop, height: watched.clientHeight })
    const resizing = new ResizeObserver(read)
    resizing.observe(watched)
    watched.addEventListener('scroll', read, { passive: true })
    return () => {
      resizing.disconnect()
      watched.removeEventListener('scroll', read)
    }
  }, [element])
  return scroll
}
