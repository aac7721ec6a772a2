import type { Remedy } from '#domain/containers/remedies.ts'
import type { ContainerVerdict, Reason } from '#domain/containers/verdict.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import { assertNever } from '#domain/result.ts'
import { visibleLine } from '#domain/visible-text.ts'
import { sentenceOfStep } from '../renderer/steps/review/step-text.ts'
import { remediesOf } from '../renderer/containers/remedies-of.ts'
import {
  reasonSentence,
  remedyPrice,
  remedySentence,
} from '../renderer/containers/verdict-words.ts'
import { problemText } from '../renderer/steps/choose/problem-text.ts'
import { en } from '../renderer/text/en.ts'
import { fill, wordFor } from '../renderer/text/fill.ts'
import { formatRange } from '../renderer/text/format.ts'
import type { CheckReport, CheckResult } from './check-report.ts'

const HEADINGS = { blocker: 'Stands in the way', warning: 'Will be different', note: 'Is fine' }

/** The report for people to read, in English. */
export function textOfReport(report: CheckReport): string {
  const { facts, choices, plan, result } = report
  const sections = [
    factLines(facts),
    findingsOf(report, 'blocker'),
    findingsOf(report, 'warning'),
    findingsOf(report, 'note'),
    projectLines(report),
    verdictLines(report),
    choices && plan
      ? [
          `Plan for the suggested choices: ${choices.remapUser}, ${formatRange(plan.range)}`,
          ...plan.steps.map(
            (step, index) => `  ${index + 1}. ${sentenceOfStep(step, plan, en)} [${step.id}]`,
          ),
        ]
      : [],
    [sentenceOfResult(result)],
  ]
  return (
    sections
      .filter((lines) => lines.length > 0)
      // A terminal obeys control characters.
      .map((lines) => lines.map(visibleLine).join('\n'))
      .join('\n\n')
  )
}

function factLines({ machine, docker, subuid, subgid, daemonConfig, user }: HostFacts) {
  const { os } = machine
  return [
    `Machine        ${os.prettyName}, Linux ${machine.kernelRelease}, ${machine.serviceManager}`,
    `Looked as      ${user.name} (${user.uid})`,
    `Docker         ${docker.engine}${docker.version === undefined ? '' : ` ${docker.version}`} (${docker.evidence})`,
    `Remapped       ${docker.remapped === undefined ? 'unknown' : docker.remapped ? 'yes' : 'no'}`,
    `Data root      ${docker.dataRoot ?? 'unknown'}`,
    `Configuration  ${daemonConfig.path} (${daemonConfig.state.kind})`,
    `Ranges         ${subuid.ranges.length} in ${subuid.path}, ${subgid.ranges.length} in ${subgid.path}`,
  ]
}

function findingsOf({ findings }: CheckReport, severity: keyof typeof HEADINGS): readonly string[] {
  const some = findings.filter((finding) => finding.severity === severity)
  return some.length === 0 ? [] : [HEADINGS[severity], ...some.flatMap(findingLines)]
}

function findingLines({
  code,
  values,
  evidence,
  source,
  consent,
}: CheckReport['findings'][number]): readonly string[] {
  const text = en.findings[code]
  const { reason } = values
  const words = reason === undefined ? values : { ...values, reason: wordFor(reason, en.reasons) }
  return [
    `- ${fill(text.title, words)} [${code}]`,
    `    ${fill(text.detail, words)}`,
    ...evidence.map((line) => `    > ${line}`),
    ...(text.action === '' ? [] : [`    To do: ${fill(text.action, words)}`]),
    ...(consent === undefined ? [] : [`    Can be settled if you agree to: ${consent}`]),
    `    Source: ${source.url} (${source.certainty})`,
  ]
}

function projectLines({ projects = [] }: CheckReport): readonly string[] {
  if (projects.length === 0) return []
  return [
    'Compose projects',
    ...projects.map(
      ({ project, verdict, containers }) =>
        `- ${project}: ${en.verdicts.kinds[verdict]} (${containers.join(', ')}) [${verdict}]`,
    ),
  ]
}

function verdictLines({ verdicts = [] }: CheckReport): readonly string[] {
  if (verdicts.length === 0) return []
  return [en.verdicts.title, ...verdicts.flatMap((verdict) => verdictText(verdict))]
}

function verdictText(container: ContainerVerdict): readonly string[] {
  const { name, image, running, verdict, reasons } = container
  const state = running ? en.verdicts.running : en.verdicts.stopped
  return [
    `- ${name} (${image}, ${state}): ${en.verdicts.kinds[verdict]} [${verdict}]`,
    ...reasons.flatMap(reasonLines),
    ...remediesOf(container).flatMap(remedyLines),
  ]
}

function reasonLines(reason: Reason): readonly string[] {
  return [
    `    ${en.verdicts.reasons[reason.code].title}. ${reasonSentence(reason, en)} [${reason.code}]`,
    ...reason.evidence.map((line) => `    > ${line}`),
  ]
}

function remedyLines(remedy: Remedy): readonly string[] {
  return [
    `    To do: ${remedySentence(remedy, en)}. ${remedyPrice(remedy, en)}`.trimEnd(),
    ...remedy.lines.map((line) => `        ${line}`),
  ]
}

function sentenceOfResult(result: CheckResult): string {
  switch (result.kind) {
    case 'can-be-done':
      return 'Remapping can be turned on here.'
    case 'needs-agreement':
      return `Remapping can be turned on here if you agree to: ${result.consents.join(', ')}.`
    case 'blocked':
      return `Remapping cannot be turned on here as it is: ${result.findings.join(', ')}.`
    case 'no-plan': {
      const { problem } = result
      const reasons =
        problem?.code === 'choices-invalid'
          ? problem.problems.map((one) => problemText(one, en)).join(' ')
          : 'There is no free range and remap user to suggest.'
      return `Remapping cannot be turned on with choices that could be suggested: ${reasons}`
    }
    default:
      return assertNever(result)
  }
}
