import { useText } from '../text/use-text.ts'
import { useActions } from '../wizard/use-wizard.ts'
import { Icon } from './Icon.tsx'
import { nameOfSource } from './source-name.ts'

type Props = { readonly url: string }

/** A page on the web; main opens it in the user's browser, if it is one that the product itself names. */
export function SourceLink({ url }: Props) {
  const { check } = useText()
  const actions = useActions()
  return (
    <a
      className="source-link"
      href={url}
      onClick={(event) => {
        event.preventDefault()
        void actions.openLink(url)
      }}
    >
      {nameOfSource(url)}
      <Icon name="outside" />
      <span className="visually-hidden"> {check.opensInBrowser}</span>
    </a>
  )
}
