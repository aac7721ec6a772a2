import type { ProofPair } from '#domain/proof/live-proof.ts'
import { visibleText } from '#domain/visible-text.ts'
import type { Language } from '../preferences.ts'
import { problemsOf, proofColumns, rootOnlyPathOf } from '../proof/proof-columns.ts'
import type { Text } from '../text/en.ts'
import { fill } from '../text/fill.ts'
import { formatRange, formatTime } from '../text/format.ts'
import type { ProofText } from '../text/proof-text.ts'
import type { Picture } from '../wizard/live-state.ts'
import type { SubrootReport } from './report-data.ts'
import { REPORT_STYLE } from './report-style.ts'

type Parts = {
  readonly report: SubrootReport
  readonly pictures: readonly Picture[]
  readonly text: Text
  readonly proofText: ProofText
  readonly language: Language
}

/** The report as one HTML file that needs nothing else: no scripts, no requests, pictures within it. */
export function reportHtml(parts: Parts): string {
  const { report, text, proofText, language } = parts
  const words = proofText.report
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escaped(words.title)}</title>
<style>${REPORT_STYLE}</style>
<main>
${report.simulated ? `<p class="simulated"><strong>${escaped(words.simulated)}</strong> ${escaped(words.simulatedDetail)}</p>` : ''}
<h1>${escaped(words.title)}</h1>
<p>${escaped(fill(words.made, { time: timeOf(report.madeAt, language), version: report.subroot }))} ${escaped(tallyOf(report, words))}</p>
${section(words.machine, machineOf(report, words))}
${section(words.plan, planOf(report, parts))}
${section(text.prove.checksTitle, checksOf(report, parts))}
${section(proofText.title, proofOf(report, parts))}
${section(words.pictures, picturesOf(parts))}
${section(text.compare.title, processesOf(report, parts))}
<p>${escaped(words.sameInJson)}</p>
</main>
</html>
`
}

function section(title: string, content: string): string {
  return `<section>\n<h2>${escaped(title)}</h2>\n${content}\n</section>`
}

function tallyOf({ checks }: SubrootReport, words: ProofText['report']): string {
  return fill(words.passed, {
    count: checks.length,
    passed: checks.filter(({ ok }) => ok === true).length,
    failed: checks.filter(({ ok }) => ok === false).length,
    open: checks.filter(({ ok }) => ok === null).length,
  })
}

function machineOf({ machine }: SubrootReport, words: ProofText['report']): string {
  if (machine === null) return `<p>${escaped(words.machineUnread)}</p>`
  return facts([
    [words.distribution, machine.distribution],
    [words.kernel, machine.kernel],
    [words.docker, machine.dockerVersion],
    [words.storageDriver, machine.storageDriver],
    [words.dataRoot, machine.dataRoot],
  ])
}

function planOf({ plan }: SubrootReport, { proofText, language }: Parts): string {
  const words = proofText.report
  const rows = plan.files.map(({ path, sha256Before, sha256After }) => [
    code(path),
    sha256Before === null ? escaped(words.noFile) : code(sha256Before),
    sha256After === null ? escaped(words.noFile) : code(sha256After),
  ])
  return (
    facts([
      [words.remapUser, plan.remapUser],
      [words.range, formatRange(plan.range)],
      [words.dataRoot, plan.remappedDataRoot],
      [words.appliedAt, plan.appliedAt === null ? null : timeOf(plan.appliedAt, language)],
      [words.run, plan.runId],
    ]) + table([words.file, words.shaBefore, words.shaAfter], rows)
  )
}

function checksOf({ checks }: SubrootReport, { text, proofText }: Parts): string {
  const words = proofText.report
  const rows = checks.map(({ code: name, ok, evidence, expected }) => {
    const verdict =
      ok === null ? words.notMeasured : ok ? text.prove.checkOk : text.prove.checkFailed
    const kind = ok === null ? 'open' : ok ? 'passed' : 'failed'
    const { title, failed } = { ...text.checks, ...proofText.checks }[name]
    return [
      prose(ok === false ? failed : title),
      `<strong class="${kind}">${escaped(verdict)}</strong>`,
      code(evidence),
      code(expected),
    ]
  })
  return table([words.check, words.result, text.prove.seen, text.prove.expected], rows)
}

function proofOf({ proofs }: SubrootReport, { text, proofText, language }: Parts): string {
  const pair: ProofPair = { before: proofs.before ?? undefined, now: proofs.now ?? undefined }
  const columns = proofColumns(pair, proofText)
  const path = rootOnlyPathOf(pair)
  const { rows: names } = proofText
  const row = (name: string, texts: readonly (string | undefined)[]) => [
    escaped(name),
    ...texts.map((cell) => (cell === undefined ? unmeasured(proofText) : escaped(cell))),
  ]
  const rows = [
    row(
      names.process,
      columns.map(({ process }) => process),
    ),
    row(
      names.mapping,
      columns.map(({ mapping }) => mapping),
    ),
    row(
      names.file,
      columns.map(({ file }) => file),
    ),
    row(
      path === undefined ? names.rootOnlyUnknown : fill(names.rootOnly, { path }),
      columns.map(({ rootOnly }) => rootOnly),
    ),
    row(
      names.landing,
      columns.map(({ landing }) => landing && text.compare.landings[landing]),
    ),
  ]
  const head = [proofText.question, ...columns.map(({ kind }) => proofText[kind])]
  const remarks = [pair.before, pair.now].flatMap((proof) => {
    if (proof === undefined) return []
    const { at, simulated, dockerVersion: version, kernelRelease: kernel, leftBehind } = proof
    const sentence = simulated ? proofText.simulatedAt : proofText.measuredAt
    const said = fill(sentence, { time: formatTime(at, language), version, kernel })
    const end =
      leftBehind.length === 0
        ? simulated
          ? ''
          : proofText.removed
        : `${proofText.leftTitle}: ${leftBehind.join('; ')}`
    const problems = problemsOf(proof).map(
      ({ role, problem }) => `${proofText.problems[role]} ${problem}`,
    )
    return [`<p>${[said, end, ...problems].map(prose).join(' ')}</p>`]
  })
  return table(head, rows) + remarks.join('\n')
}

function picturesOf({ pictures, proofText, language }: Parts): string {
  const { pictureOf, noPicture } = proofText.report
  if (pictures.length === 0) return `<p>${escaped(noPicture)}</p>`
  return pictures
    .filter(({ png }) => /^[A-Za-z0-9+/]+=*$/u.test(png))
    .map(({ at, png }) => {
      const words = escaped(fill(pictureOf, { time: formatTime(at, language) }))
      return `<figure><img alt="${words}" src="data:image/png;base64,${png}"><figcaption>${words}</figcaption></figure>`
    })
    .join('\n')
}

function processesOf({ processes }: SubrootReport, { text, proofText, language }: Parts): string {
  const { compare } = text
  if (processes === null) return unmeasured(proofText)
  const { columns } = compare
  const rows = processes.list.map(({ container, command, pid, uid, gid, landing }) => [
    escaped(container),
    code(command),
    String(pid),
    `${uid.inside ?? escaped(compare.unmapped)}:${gid.inside ?? escaped(compare.unmapped)}`,
    `${uid.here}:${gid.here}`,
    escaped(compare.landings[landing]),
  ])
  const head = [
    compare.container,
    columns.command,
    columns.pid,
    `${columns.inside} (UID:GID)`,
    `${columns.onHost} (UID:GID)`,
    columns.landing,
  ]
  const time = timeOf(processes.readAt, language)
  return `<p>${escaped(fill(proofText.report.processesAt, { time }))}</p>${table(head, rows)}`
}

function unmeasured({ notMeasured }: ProofText): string {
  return `<em>${escaped(notMeasured)}</em>`
}

function facts(rows: readonly (readonly [label: string, value: string | null])[]): string {
  const items = rows.map(
    ([label, value]) => `<dt>${escaped(label)}</dt><dd>${value === null ? '–' : code(value)}</dd>`,
  )
  return `<dl>${items.join('\n')}</dl>`
}

/** Headings are texts of ours; cells are HTML. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = headings.map((heading) => `<th scope="col">${prose(heading)}</th>`).join('')
  const body = rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n')
  return `<div class="scroll"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table></div>`
}

/** A sentence of a catalogue: what stands between backticks is machine text. */
function prose(sentence: string): string {
  return sentence
    .split('`')
    .map((part, index) => (index % 2 === 1 ? code(part) : escaped(part)))
    .join('')
}

function code(text: string): string {
  return text === '' ? '' : `<code>${escaped(text)}</code>`
}

/** Whatever a machine said is text here, with nothing hidden in it. */
function escaped(text: string): string {
  return visibleText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function timeOf(isoTime: string, language: Language): string {
  return formatTime(Date.parse(isoTime), language)
}
