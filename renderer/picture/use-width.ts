import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

/** Before anything is measured. */
const USUAL_WIDTH = 848

/** How wide an element is, in pixels: what is drawn with lines between two places cannot do with shares alone. */
export function useWidth(element: RefObject<Element | null>): number {
  const [width, setWidth] = useState(USUAL_WIDTH)
  useEffect(() => {
    const watched = element.current
    if (watched === null) return undefined
    const resizing = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width)
    })
    resizing.observe(watched)
    return () => resizing.disconnect()
  }, [element])
  return width
}
