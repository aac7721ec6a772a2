import type { ContainerProcess, IdPair } from '#domain/container-process.ts'
import { useText } from '../../text/use-text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { StandingBadge } from './StandingBadge.tsx'
import { standingOf } from './standing.ts'

type Props = { readonly processes: readonly ContainerProcess[] }

/** One line per process: who it is in its container, and who it is here. */
export function ProcessTable({ processes }: Props) {
  const { prove } = useText()
  return (
    <ScrollRegion className="table-scroll" label={prove.processesTitle}>
      <table className="table processes">
        <thead>
          <tr>
            <th scope="col">{prove.container}</th>
            <th scope="col">{prove.pid}</th>
            <th scope="col">{prove.inside}</th>
            <th scope="col">{prove.onHost}</th>
            <th scope="col">{prove.standing}</th>
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => (
            <tr key={process.pid.host} className={`standing-${standingOf(process)}`}>
              <th scope="row">
                <span className="process-container">
                  {process.containerName ?? process.containerId.slice(0, 12)}
                </span>
                <span className="process-command">{process.command}</span>
              </th>
              <td className="numeric process-pid">
                <span className="side-label">PID</span> {process.pid.host}
              </td>
              <td>
                <Side uid={process.uid} gid={process.gid} side="container" />
              </td>
              <td>
                <span className="side-with-arrow">
                  <Icon name="chevron" className="process-arrow" />
                  <Side uid={process.uid} gid={process.gid} side="host" />
                </span>
              </td>
              <td>
                <StandingBadge standing={standingOf(process)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

type SideProps = {
  readonly uid: IdPair
  readonly gid: IdPair
  readonly side: 'container' | 'host'
}

function Side({ uid, gid, side }: SideProps) {
  return (
    <span className={`side side-${side}`}>
      <Id label="UID" pair={uid} side={side} />
      <Id label="GID" pair={gid} side={side} />
    </span>
  )
}

type IdProps = {
  readonly label: 'UID' | 'GID'
  readonly pair: IdPair
  readonly side: 'container' | 'host'
}

function Id({ label, pair, side }: IdProps) {
  const { prove } = useText()
  const name = side === 'host' ? pair.hostName : pair.containerName
  return (
    <span className={`side-id side-${label.toLowerCase()}`}>
      <span className="side-label">{label}</span>{' '}
      <span className="side-number">{pair[side] ?? prove.unmapped}</span>{' '}
      <span className="side-name">{name ?? ''}</span>
    </span>
  )
}
