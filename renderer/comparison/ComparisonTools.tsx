import { memo, useId } from 'react'
import { LANDINGS } from '#domain/landing.ts'
import { useText } from '../text/use-text.ts'
import { Choice } from '../ui/Choice.tsx'
import { Switch } from '../ui/Switch.tsx'
import type { NamedContainer, View } from './comparison-rows.ts'

const ALL = ''

type Props = {
  readonly containers: readonly NamedContainer[]
  readonly view: View
  readonly onChange: (view: View) => void
}

/** Which processes are shown, and whether by container. */
export const ComparisonTools = memo(function ComparisonTools({
  containers,
  view,
  onChange,
}: Props) {
  const { compare } = useText()
  const id = useId()
  return (
    <div className="compare-tools">
      <div className="compare-find">
        <label htmlFor={id}>{compare.find}</label>
        <input
          id={id}
          type="search"
          className="input"
          placeholder={compare.findHelp}
          value={view.query}
          onChange={(event) => onChange({ ...view, query: event.target.value })}
        />
      </div>
      <Choice
        label={compare.container}
        value={view.containerId ?? ALL}
        options={[
          { value: ALL, label: compare.allContainers },
          ...containers.map(({ id: value, name: label }) => ({ value, label })),
        ]}
        onChange={(value) => onChange({ ...view, containerId: value === ALL ? undefined : value })}
      />
      <Choice
        label={compare.landing}
        value={view.landing ?? ALL}
        options={[
          { value: ALL, label: compare.anyLanding },
          ...LANDINGS.map((value) => ({ value, label: compare.landings[value] })),
        ]}
        onChange={(value) => onChange({ ...view, landing: value === ALL ? undefined : value })}
      />
      <label className="compare-grouping">
        <Switch isOn={view.isGrouped} onChange={(isGrouped) => onChange({ ...view, isGrouped })} />
        {compare.group}
      </label>
    </div>
  )
})
