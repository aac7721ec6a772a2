import type { Container } from '#domain/docker-api.ts'
import type { DockerFacts } from '#domain/host-facts.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import type { Text } from '../../text/en.ts'
import { Prose } from '../../ui/Prose.tsx'

type Props = { readonly docker: DockerFacts }

/** What happens to the containers that exist now. */
export function AffectedContainers({ docker }: Props) {
  const { review } = useText()
  const running = docker.containers.filter((container) => container.running)
  const incompatible = docker.containers
    .map((container) => ({ container, reasons: reasonsOf(container) }))
    .filter(({ reasons }) => reasons.length > 0)
  return (
    <section className="section">
      <h2>{review.containersTitle}</h2>
      <ul className="plain-list">
        <li>
          {running.length === 0
            ? review.containersNoneRunning
            : fill(review.containersStop, {
                names: running.map((container) => container.name).join(review.nameSeparator),
              })}
        </li>
        <li>{review.containersHidden}</li>
        {docker.containers.some(usesHostFolder) && <li>{review.bindMounts}</li>}
      </ul>
      {incompatible.length > 0 && (
        <>
          <p>
            <Prose>{review.containersIncompatible}</Prose>
          </p>
          <ul className="plain-list">
            {incompatible.map(({ container, reasons }) => (
              <li key={container.id}>
                <span className="machine-inline">{container.name}</span>{' '}
                <span className="quiet">
                  {reasons.map((reason) => review.reasons[reason]).join(review.nameSeparator)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

type Reason = keyof Text['review']['reasons']

/** Why Docker refuses a container, or it cannot do its work, while remapping is on (userns remap's known limits). */
function reasonsOf(container: Container): readonly Reason[] {
  const reasons: readonly (Reason | undefined)[] = [
    container.privileged ? 'privileged' : undefined,
    container.networkMode === 'host' ? 'host-network' : undefined,
    container.pidMode === 'host' ? 'host-pid' : undefined,
    container.mounts.some((mount) => isDockerSocket(mount.source)) ? 'docker-socket' : undefined,
  ]
  return container.usernsMode === 'host' ? [] : reasons.filter((reason) => reason !== undefined)
}

function usesHostFolder(container: Container): boolean {
  return container.mounts.some((mount) => mount.type === 'bind' && !isDockerSocket(mount.source))
}

function isDockerSocket(path: string): boolean {
  return path === '/var/run/docker.sock' || path === '/run/docker.sock'
}
