import type { HostFacts } from '#domain/host-facts.ts'
import { creatorOf } from './creator.ts'
import type { ContainerVerdict, VerdictKind } from './verdict.ts'
import { VERDICTS, worstOf } from './verdict.ts'

/** What becomes of a Compose project: the worst that becomes of one of its containers. */
export type ProjectVerdict = {
  readonly project: string
  /** Where it is described; empty where Compose did not note it. */
  readonly files: readonly string[]
  readonly verdict: VerdictKind
  /** Worst first. */
  readonly containers: readonly ContainerVerdict[]
}

/** One for each Compose project, worst first, then by name. */
export function projectVerdicts(
  { docker }: HostFacts,
  verdicts: readonly ContainerVerdict[],
): readonly ProjectVerdict[] {
  const projects = new Set(verdicts.flatMap(({ project }) => project ?? []))
  return [...projects]
    .map((project) => {
      const containers = verdicts.filter((verdict) => verdict.project === project)
      const files = docker.containers.flatMap((container) => {
        const creator = creatorOf(container)
        return creator.kind === 'compose' && creator.project === project ? creator.files : []
      })
      return {
        project,
        files: [...new Set(files)],
        verdict: worstOf(containers.map(({ verdict }) => verdict)),
        containers,
      }
    })
    .toSorted(
      (a, b) =>
        VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
        a.project.localeCompare(b.project, 'en'),
    )
}
