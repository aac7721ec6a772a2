import { memo } from 'react'
import { fillPlural } from '../text/plural.ts'
import { useLanguage, useText } from '../text/use-text.ts'
import { Icon } from '../ui/Icon.tsx'
import type { GroupRow, ProcessRow, Row } from './comparison-rows.ts'
import { nameOf } from './comparison-rows.ts'
import { LandingBadge } from './LandingBadge.tsx'
import { describeNamespace } from './mapping-text.ts'

type Props = {
  readonly row: Row
  /** Where it is among all rows, from 1 on; the heading is the first. */
  readonly position: number
  readonly id: string
  readonly isMarked: boolean
  readonly isGrouped: boolean
  readonly height: number
  readonly onMark: (key: string) => void
}

/** Only what changed is drawn again: rows are the same objects as long as nothing happens to them. */
export const ComparisonRow = memo(function ComparisonRow({
  row,
  position,
  id,
  isMarked,
  isGrouped,
  height,
  onMark,
}: Props) {
  const change = row.kind === 'process' ? row.change?.kind : undefined
  const names = ['compare-row', `compare-${row.kind}`, `landing-${row.landing}`]
  return (
    // A click is a shortcut to what the arrow keys do: the grid has the focus.
    <tr
      id={id}
      className={[...names, ...(change === undefined ? [] : [`change-${change}`])].join(' ')}
      style={{ height }}
      aria-rowindex={position}
      aria-selected={isMarked}
      onClick={() => onMark(row.key)}
    >
      {row.kind === 'group' ? <Group row={row} /> : <Process row={row} isGrouped={isGrouped} />}
    </tr>
  )
})

function Group({ row: { first, processCount, landing } }: { readonly row: GroupRow }) {
  const text = useText()
  const language = useLanguage()
  return (
    <>
      <td className="group-name" colSpan={4}>
        <Icon name="boxes" />
        <strong>{nameOf(first)}</strong>
        <span className="quiet">
          {fillPlural(text.compare.processCount, processCount, language)}
          {' · '}
          {describeNamespace(first, text)}
        </span>
      </td>
      <td>
        <LandingBadge landing={landing} />
      </td>
    </>
  )
}

type ProcessProps = { readonly row: ProcessRow; readonly isGrouped: boolean }

function Process({ row: { process, landing, change }, isGrouped }: ProcessProps) {
  const { compare } = useText()
  return (
    <>
      <th scope="row" className="compare-command">
        {!isGrouped && <span className="compare-container">{nameOf(process)}</span>}
        <span className="compare-argv">
          <bdi>{process.command}</bdi>
        </span>
        {change !== undefined && (
          <span className={`change-tag change-tag-${change.kind}`}>
            {compare.changes[change.kind]}
          </span>
        )}
      </th>
      <Pids container={process.pid.container} host={process.pid.host} />
      <td>
        <Side
          side="container"
          uid={process.uid.container}
          gid={process.gid.container}
          name={process.uid.containerName}
        />
      </td>
      <td>
        <Side
          side="host"
          uid={process.uid.host}
          gid={process.gid.host}
          name={process.uid.hostName}
        />
      </td>
      <td>
        <LandingBadge landing={landing} />
      </td>
    </>
  )
}

type PidProps = { readonly container: number; readonly host: number }

/** Like the other cells apart from the command: the same as before nearly always, whatever a process does. */
const Pids = memo(function Pids({ container, host }: PidProps) {
  return (
    <td className="compare-pid">
      <span className="side-number">{container}</span>
      <Icon name="chevron" className="compare-arrow" />
      <span className="side-number">{host}</span>
    </td>
  )
})

type SideProps = {
  readonly side: 'container' | 'host'
  readonly uid: number | undefined
  readonly gid: number | undefined
  readonly name: string | undefined
}

const Side = memo(function Side({ side, uid, gid, name }: SideProps) {
  const { compare } = useText()
  return (
    <span className={`side side-${side}`}>
      <span className="side-uid">
        <span className="side-label">UID</span>{' '}
        <span className="side-number">{uid ?? compare.unmapped}</span>{' '}
        <bdi className="side-name">{name ?? ''}</bdi>
      </span>{' '}
      <span className="side-gid">
        <span className="side-label">GID</span>{' '}
        <span className="side-number">{gid ?? compare.unmapped}</span>
      </span>
    </span>
  )
})
