import type { ContainerProcess } from '#domain/container-process.ts'
import { landingOf } from '#domain/landing.ts'
import { LandingBadge } from '../../comparison/LandingBadge.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Looking } from '../../ui/Looking.tsx'
import type { EngineView } from './engine-view.ts'
import { useEnginesText } from './engines-text.ts'

type Props = { readonly view: EngineView }

/** One of the two engines: who its processes are inside and here, and what the break-out came to. */
export function EngineCard({ view: { engine, version, processes, breakOut } }: Props) {
  const text = useEnginesText()
  const { title, detail } = text.engines[engine]
  const { columns } = text
  return (
    <section className={`engine engine-${engine}`} aria-label={title}>
      <h3>{title}</h3>
      <p className="quiet">
        {detail}
        {version !== undefined && ` · Docker ${version}`}
      </p>
      {processes.length === 0 ? (
        <Looking label={text.notYet} />
      ) : (
        <table className="engine-processes">
          <thead>
            <tr>
              <th scope="col">{columns.process}</th>
              <th scope="col">{columns.inside}</th>
              <th scope="col">{columns.outside}</th>
              <th scope="col">{columns.escape}</th>
            </tr>
          </thead>
          <tbody>
            {processes.map((process) => (
              <ProcessRow key={process.pid.host} process={process} />
            ))}
          </tbody>
        </table>
      )}
      {breakOut && (
        <p className={`engine-break-out break-out-${breakOut.outcome}`}>
          <Icon name={breakOut.outcome === 'read' ? 'warning' : 'shield'} />
          <span>
            {text.breakOut} <strong>{text.breakOuts[breakOut.outcome]}</strong>
            {breakOut.words !== '' && <code className="machine-inline">{breakOut.words}</code>}
          </span>
        </p>
      )}
    </section>
  )
}

function ProcessRow({ process }: { readonly process: ContainerProcess }) {
  const { containerName, command, uid } = process
  return (
    <tr>
      <th scope="row">
        <span className="quiet">{containerName}</span> <code>{command}</code>
      </th>
      <td>{uid.container}</td>
      <td>
        {uid.host} <bdi className="quiet">{uid.hostName}</bdi>
      </td>
      <td>
        <LandingBadge landing={landingOf(process)} />
      </td>
    </tr>
  )
}
