import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { ContainerProcess } from '#domain/container-process.ts'
import { useText } from '../text/use-text.ts'
import { Fold } from '../ui/Fold.tsx'
import { Switch } from '../ui/Switch.tsx'
import { useKept } from '../ui/use-kept.ts'
import type { Loadable } from '../wizard/wizard-state.ts'
import { BandTable } from './BandTable.tsx'
import type { Machine } from './bands.ts'
import { areDrawnAlike, areSameRanges, isDrawnAlike } from './drawn-alike.ts'
import type { Size } from './layout.ts'
import { lineOf, mappedRanges } from './model.ts'
import { peopleOf } from './people.ts'
import { PictureDrawing } from './PictureDrawing.tsx'
import { sentenceOf } from './sentence.ts'
import { TrueScale } from './TrueScale.tsx'
import './picture.css'

type Props = {
  readonly processes: readonly ContainerProcess[]
  /** The one that is drawn. */
  readonly process: ContainerProcess
  readonly machine: Loadable<Machine>
  readonly size: Size
  readonly onChoose: (process: ContainerProcess) => void
  /** What else stands beside the sentence. */
  readonly tools?: ReactNode
}

/**
 * Where a container's IDs are among all those of this machine, and where a process lands: drawn, said, and as a table.
 * Processes come each second; what is drawn of them seldom changes, and is made anew only then.
 */
export function Picture({ processes, process: read, machine, size, onChoose, tools }: Props) {
  const text = useText()
  const { picture } = text
  const [showsGroups, setShowsGroups] = useState(false)
  const ids = showsGroups ? 'gid' : 'uid'
  const known = machine.kind === 'ready' ? machine.value : undefined
  const containers = useKept(mappedRanges(processes, ids), areSameRanges)
  const line = useMemo(() => lineOf(known, containers, ids), [known, containers, ids])
  const everybody = useMemo(() => peopleOf(processes), [processes])
  const people = useKept(everybody, areDrawnAlike)
  const process = useKept(read, isDrawnAlike)
  return (
    <section className={`picture picture-${size}`} aria-label={picture.label}>
      <div className="picture-head">
        <p className="picture-sentence">{sentenceOf(process, ids, line.bands, text)}</p>
        <div className="picture-tools">
          <label className="compare-grouping">
            <Switch isOn={showsGroups} onChange={setShowsGroups} />
            {picture.groups}
          </label>
          {tools}
        </div>
      </div>
      <PictureDrawing
        line={line}
        people={people}
        process={process}
        size={size}
        onChoose={onChoose}
      />
      {machine.kind === 'failed' && <p className="quiet">{picture.notRead}</p>}
      {/* A room reads the drawing; whoever wants the table has it in the step below. */}
      {size === 'normal' && (
        <Fold title={picture.table} isQuiet>
          <BandTable bands={line.bands} />
          <TrueScale bands={line.bands} />
        </Fold>
      )}
    </section>
  )
}
