import { visibleLine, visibleText } from '#domain/visible-text.ts'

/** What holds a name, or another text that is one line by nature. */
const LINES: ReadonlySet<unknown> = new Set(['bdi', 'strong', 'option'])

/** An element's properties with nothing hidden in what is read on the screen or aloud. */
export function shownProps(type: unknown, props: unknown): unknown {
  if (typeof props !== 'object' || props === null) return props
  const visible = LINES.has(type) ? visibleLine : visibleText
  const shown = Object.entries(props).flatMap(([name, value]) => {
    if (name === 'children') return changed(name, value, shownChildren(value, visible))
    return name === 'aria-label' ? changed(name, value, shownChild(value, visibleLine)) : []
  })
  return shown.length === 0 ? props : { ...props, ...Object.fromEntries(shown) }
}

type Visible = (text: string) => string

function shownChildren(children: unknown, visible: Visible): unknown {
  if (!Array.isArray(children)) return shownChild(children, visible)
  const shown = children.map((child: unknown) => shownChild(child, visible))
  return shown.some((child, index) => child !== children[index]) ? shown : children
}

function shownChild(child: unknown, visible: Visible): unknown {
  return typeof child === 'string' ? visible(child) : child
}

function changed(name: string, before: unknown, after: unknown) {
  return before === after ? [] : [[name, after] as const]
}
