import { projectVerdicts } from '#domain/containers/project-verdicts.ts'
import { verdictsOf } from '#domain/containers/verdicts-of.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { IdRange } from '#domain/id-range.ts'
import { fill } from '../text/fill.ts'
import { formatRange } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { VerdictGroup } from './VerdictGroup.tsx'
import { VerdictTally } from './VerdictTally.tsx'

/** Where the tally at the top of Check leads. */
export const CONTAINERS_ANCHOR = 'containers'

type Props = { readonly facts: HostFacts; readonly range: IdRange }

/** With more to say than this, everything open would be a wall of text. */
const OPEN_AT_ONCE = 2

/** What becomes of each container. */
export function ContainerVerdicts({ facts, range }: Props) {
  const { verdicts: text } = useText()
  if (!hasVerdicts(facts)) return null
  const verdicts = verdictsOf(facts, range)
  const projects = projectVerdicts(facts, verdicts)
  const affected = verdicts.filter(({ verdict }) => verdict !== 'works' && verdict !== 'exempt')
  const opensAtOnce = affected.length <= OPEN_AT_ONCE
  return (
    <section className="section" aria-labelledby={CONTAINERS_ANCHOR}>
      <h2 className="group-heading" id={CONTAINERS_ANCHOR} tabIndex={-1}>
        {text.title}
        <span className="count">{verdicts.length}</span>
      </h2>
      {verdicts.length === 0 ? (
        <EmptyState icon="check" title={text.emptyTitle} detail={text.emptyDetail} />
      ) : (
        <>
          <p className="quiet">{fill(text.lede, { range: formatRange(range) })}</p>
          <VerdictTally verdicts={verdicts} />
          {projects.map((project) => (
            <VerdictGroup
              key={project.project}
              project={project}
              verdicts={project.containers}
              isOneOfSeveral
              opensAtOnce={opensAtOnce}
            />
          ))}
          <VerdictGroup
            verdicts={verdicts.filter(({ project }) => project === undefined)}
            isOneOfSeveral={projects.length > 0}
            opensAtOnce={opensAtOnce}
          />
        </>
      )}
    </section>
  )
}

/** Not where Docker did not tell of them, or remaps already. */
export function hasVerdicts({ docker }: HostFacts): boolean {
  return docker.api === 'answers' && docker.remapped !== true
}
