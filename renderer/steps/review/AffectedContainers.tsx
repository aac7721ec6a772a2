import type { DockerFacts } from '#domain/host-facts.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'

type Props = { readonly docker: DockerFacts }

/** What the restart does to everything that exists now; what becomes of each container is ContainerVerdicts' to say. */
export function AffectedContainers({ docker }: Props) {
  const { review } = useText()
  const running = docker.containers.filter((container) => container.running)
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
      </ul>
    </section>
  )
}
