import { Fragment, createElement } from 'react'

type Props = { readonly children: string }

/** A catalogue sentence: what stands between backticks is set as machine text. */
export function Prose({ children }: Props) {
  const parts = children.split('`')
  return createElement(
    Fragment,
    null,
    ...parts.map((part, index) => (index % 2 === 1 ? createElement('code', null, part) : part)),
  )
}
