import { memo, useCallback, useMemo, useState } from 'react'
import type { ContainerProcess, ProcessSnapshot } from '#domain/container-process.ts'
import { LANDINGS, landingOf } from '#domain/landing.ts'
import { fill } from '../text/fill.ts'
import { formatClock } from '../text/format.ts'
import { fillPlural } from '../text/plural.ts'
import { useLanguage, useText } from '../text/use-text.ts'
import { useKept } from '../ui/use-kept.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LandingBadge } from './LandingBadge.tsx'
import { Picture } from '../picture/Picture.tsx'
import { useMachine } from '../picture/use-machine.ts'
import { PresentButton } from '../presenter/PresentButton.tsx'
import { ComparisonGrid } from './ComparisonGrid.tsx'
import { ComparisonTools } from './ComparisonTools.tsx'
import type { Row, Sort, View } from './comparison-rows.ts'
import { areSameContainers, containersOf, initialView, rowsOf } from './comparison-rows.ts'
import { ProcessDetails } from './ProcessDetails.tsx'
import { useWatched } from './use-watched.ts'

type Props = { readonly snapshot: ProcessSnapshot; readonly isFrozen: boolean }

/** All processes of containers beside what they are on this machine, as they are this second. */
export const Comparison = memo(function Comparison({ snapshot, isFrozen }: Props) {
  const { compare } = useText()
  const { processes, changes } = useWatched(snapshot)
  const machine = useMachine(snapshot.processes)
  const [view, setView] = useState<View>(initialView)
  const [marked, setMarked] = useState<string | undefined>(undefined)
  const rows = useMemo(() => rowsOf(processes, view, changes), [processes, view, changes])
  const process = processes.find(({ pid, containerId }) =>
    [String(pid.host), containerId].includes(marked ?? ''),
  )
  const drawn = process ?? firstProcessOf(rows)
  const containers = useKept(containersOf(processes), areSameContainers)
  const onChoose = useCallback((chosen: ContainerProcess) => setMarked(String(chosen.pid.host)), [])
  const onSort = useCallback((sort: Sort) => setView((current) => ({ ...current, sort })), [])
  return (
    <div className="compare">
      <Summary snapshot={snapshot} isFrozen={isFrozen} />
      {drawn && (
        <Picture
          processes={snapshot.processes}
          process={drawn}
          machine={machine}
          size="normal"
          onChoose={onChoose}
          tools={
            <PresentButton
              processes={snapshot.processes}
              process={drawn}
              machine={machine}
              isFrozen={isFrozen}
              onChoose={onChoose}
            />
          }
        />
      )}
      <ComparisonTools containers={containers} view={view} onChange={setView} />
      {rows.length === 0 ? (
        <EmptyState
          icon="circle"
          title={compare.nothingShown}
          detail={fill(compare.nothingShownDetail, { count: processes.length })}
        >
          <ActionButton onPress={() => setView({ ...initialView, sort: view.sort })}>
            {compare.showAll}
          </ActionButton>
        </EmptyState>
      ) : (
        <ComparisonGrid
          rows={rows}
          sort={view.sort}
          isGrouped={view.isGrouped}
          marked={marked}
          onMark={setMarked}
          onSort={onSort}
        />
      )}
      {process === undefined ? (
        <p className="quiet">{compare.detailsNone}</p>
      ) : (
        <ProcessDetails process={process} />
      )}
    </div>
  )
})

function firstProcessOf(rows: readonly Row[]): ContainerProcess | undefined {
  for (const row of rows) if (row.kind === 'process') return row.process
  return undefined
}

function Summary({ snapshot: { at, readMs, processes }, isFrozen }: Props) {
  const { compare } = useText()
  const language = useLanguage()
  const containerCount = new Set(processes.map(({ containerId }) => containerId)).size
  const time = formatClock(at, language)
  return (
    <div className="compare-summary">
      <strong>
        {fillPlural(compare.summary, processes.length, language, {
          containers: fillPlural(compare.containers, containerCount, language),
        })}
      </strong>
      <LandingTally processes={processes} />
      <span className="quiet">
        {isFrozen
          ? fill(compare.frozenAt, { time })
          : fill(compare.readAt, { time, milliseconds: Math.round(readMs) })}
      </span>
    </div>
  )
}

/** How many would be what outside; what none would be is left out. */
function LandingTally({ processes }: Pick<ProcessSnapshot, 'processes'>) {
  const landings = processes.map(landingOf)
  return (
    <ul className="compare-tally">
      {LANDINGS.map((landing) => ({
        landing,
        count: landings.filter((one) => one === landing).length,
      }))
        .filter(({ count }) => count > 0)
        .map(({ landing, count }) => (
          <li key={landing}>
            <LandingBadge landing={landing} count={count} />
          </li>
        ))}
    </ul>
  )
}
