import { useId } from 'react'
import type { ConfigurationWay } from '#domain/consents.ts'
import { editableOptions, waysOf } from '#domain/configuration/ways.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { Prose } from '../../ui/Prose.tsx'
import { useActions } from '../../wizard/use-wizard.ts'

type Props = { readonly facts: HostFacts; readonly way: ConfigurationWay }

/** Where `userns-remap` is written, on machines where Docker reads two places that Subroot can write. */
export function WayField({ facts, way }: Props) {
  const { choose } = useText()
  const actions = useActions()
  const id = useId()
  const ways = waysOf(facts)
  if (ways.length < 2) return null
  const options = editableOptions(facts)
  const values = {
    path: facts.daemonConfig.path,
    options: options?.path ?? '',
    variable: options?.variable ?? '',
  }
  return (
    <fieldset className="ways" aria-describedby={`${id}-help`}>
      <legend>{choose.wayTitle}</legend>
      <p className="field-help" id={`${id}-help`}>
        {choose.wayHelp}
      </p>
      {ways.map((one) => (
        <div className="way" key={one}>
          <input
            type="radio"
            className="radio"
            name={id}
            id={`${id}-${one}`}
            checked={one === way}
            aria-describedby={`${id}-${one}-detail`}
            onChange={() => actions.chooseWay(one)}
          />
          <div>
            <label htmlFor={`${id}-${one}`}>
              <Prose>{fill(choose.ways[one].title, values)}</Prose>
              {one === ways[0] && <span className="tag">{choose.waySuggested}</span>}
            </label>
            <p className="field-help" id={`${id}-${one}-detail`}>
              <span>
                <Prose>{fill(choose.ways[one].detail, values)}</Prose>
              </span>
            </p>
          </div>
        </div>
      ))}
    </fieldset>
  )
}
