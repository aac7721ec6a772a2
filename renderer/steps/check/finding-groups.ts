import { configurationFindings } from '#domain/findings/configuration.ts'
import { containerFindings } from '#domain/findings/containers.ts'
import { declarationOf } from '#domain/findings/catalogue.ts'
import type { Finding, FindingCode } from '#domain/findings/catalogue.ts'
import { idFindings } from '#domain/findings/ids.ts'
import { kernelFindings } from '#domain/findings/kernel.ts'
import { assertNever } from '#domain/result.ts'

/** What a finding asks of the user, gravest first. */
export const groups = ['blocked', 'undecided', 'warned', 'fine'] as const
export type Group = (typeof groups)[number]

export type Grouped = Readonly<Record<Group, readonly Finding[]>>

/** A blocker that an agreement settles is no dead end, so it stands apart from the others. */
export function groupOf({ code, severity }: Finding): Group {
  switch (severity) {
    case 'blocker':
      return declarationOf(code).consent === undefined ? 'blocked' : 'undecided'
    case 'warning':
      return 'warned'
    case 'note':
      return 'fine'
    default:
      return assertNever(severity)
  }
}

export function groupFindings(findings: readonly Finding[]): Grouped {
  const of = (group: Group) => findings.filter((finding) => groupOf(finding) === group)
  return {
    blocked: of('blocked'),
    undecided: of('undecided'),
    warned: of('warned'),
    fine: of('fine'),
  }
}

/** What a finding is about: headings for lists that are too long to read in one go. */
export type Topic = 'docker' | 'configuration' | 'kernel' | 'ids' | 'containers'

const topics: readonly { readonly topic: Topic; readonly findings: object }[] = [
  { topic: 'configuration', findings: configurationFindings },
  { topic: 'kernel', findings: kernelFindings },
  { topic: 'ids', findings: idFindings },
  { topic: 'containers', findings: containerFindings },
]

function topicOf(code: FindingCode): Topic {
  return topics.find(({ findings }) => Object.hasOwn(findings, code))?.topic ?? 'docker'
}

/** In the order of the catalogue; a topic without findings is left out. */
export function byTopic(
  findings: readonly Finding[],
): readonly { readonly topic: Topic; readonly findings: readonly Finding[] }[] {
  const order = [...new Set(findings.map(({ code }) => topicOf(code)))]
  return order.map((topic) => ({
    topic,
    findings: findings.filter(({ code }) => topicOf(code) === topic),
  }))
}
