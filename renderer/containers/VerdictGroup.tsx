import type { ContainerVerdict } from '#domain/containers/verdict.ts'
import { fill } from '../text/fill.ts'
import { useText } from '../text/use-text.ts'
import { ContainerItem } from './ContainerItem.tsx'
import { VerdictBadge } from './VerdictBadge.tsx'
import { WorkingContainers } from './WorkingContainers.tsx'

type Props = {
  readonly verdicts: readonly ContainerVerdict[]
  /** The Compose project that they are of. */
  readonly project?: ProjectHead
  /** Whether it stands beside other groups, and so needs a heading. */
  readonly isOneOfSeveral: boolean
  readonly opensAtOnce: boolean
}

type ProjectHead = {
  readonly project: string
  readonly files: readonly string[]
  readonly verdict: ContainerVerdict['verdict']
}

/** The containers of a Compose project, or those that were started one by one. What works as before takes one line. */
export function VerdictGroup({ verdicts, project, isOneOfSeveral, opensAtOnce }: Props) {
  const { verdicts: text } = useText()
  if (verdicts.length === 0) return null
  const works = verdicts.filter(({ verdict }) => verdict === 'works')
  const hasHeading = project !== undefined || isOneOfSeveral
  return (
    <div className="verdict-group">
      {project !== undefined && (
        <div className="verdict-group-head">
          <h3>
            <span className="verdict-group-kind">{text.project}</span>{' '}
            <bdi className="verdict-group-name">{project.project}</bdi>
          </h3>
          <VerdictBadge kind={project.verdict} />
          {project.files.length > 0 && (
            <p className="verdict-group-files">
              {fill(text.projectFiles, { files: project.files.join(', ') })}
            </p>
          )}
        </div>
      )}
      {project === undefined && isOneOfSeveral && (
        <div className="verdict-group-head">
          <h3>{text.single}</h3>
        </div>
      )}
      <ul className="verdict-list">
        {verdicts
          .filter(({ verdict }) => verdict !== 'works')
          .map((verdict) => (
            <ContainerItem
              key={verdict.id}
              verdict={verdict}
              heading={hasHeading ? 'h4' : 'h3'}
              isOpen={opensAtOnce && verdict.verdict !== 'exempt'}
            />
          ))}
        <WorkingContainers names={works.map(({ name }) => name)} />
      </ul>
    </div>
  )
}
