import { visibleText } from '#domain/visible-text.ts'

/** An element's properties with nothing hidden in what is read on the screen or aloud. */
export function shownProps(props: unknown): unknown {
  if (typeof props !== 'object' || props === null) return props
  const shown = Object.entries(props).flatMap(([name, value]) => {
    const seen = name === 'children' || name === 'aria-label' ? shownValue(value) : value
    return seen === value ? [] : [[name, seen]]
  })
  return shown.length === 0 ? props : { ...props, ...Object.fromEntries(shown) }
}

function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value)
  if (!Array.isArray(value)) return value
  const shown = value.map((one: unknown) => (typeof one === 'string' ? visibleText(one) : one))
  return shown.some((one, index) => one !== value[index]) ? shown : value
}
