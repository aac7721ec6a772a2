import { landingOf } from '#domain/landing.ts'
import { visibleText } from '#domain/visible-text.ts'
import { fill } from '../../text/fill.ts'
import { formatRange, formatTime } from '../../text/format.ts'
import type { Text } from '../../text/en.ts'
import type { Language } from '../../preferences.ts'
import type { ProveState } from '../../wizard/wizard-state.ts'

/** The proof as one HTML file that needs nothing else: no scripts, no requests. `at` is milliseconds since 1970. */
export function reportOf(
  { plan, checks, processes }: ProveState,
  text: Text,
  language: Language,
  at: number,
): string {
  const { compare, prove, report } = text
  const checkRows =
    checks.kind === 'ready'
      ? checks.value.map(({ code, ok, evidence, expected }) => [
          text.checks[code].title.replaceAll('`', ''),
          ok === undefined ? prove.checkOpen : ok ? prove.checkOk : prove.checkFailed,
          evidence,
          expected,
        ])
      : []
  const processRows =
    processes.kind === 'ready'
      ? processes.value.processes.map((process) => [
          process.containerName ?? process.containerId.slice(0, 12),
          process.command,
          String(process.pid.host),
          `${process.uid.container ?? compare.unmapped}:${process.gid.container ?? compare.unmapped}`,
          `${process.uid.host}:${process.gid.host}`,
          compare.landings[landingOf(process)],
        ])
      : []
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<title>${escaped(report.title)}</title>
<style>
  body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
  th, td { border: 1px solid #999; padding: .4rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
</style>
<h1>${escaped(report.title)}</h1>
<p>${escaped(fill(report.made, { time: formatTime(at, language) }))}</p>
<p>${escaped(fill(text.history.forUser, { range: formatRange(plan.range), user: plan.remapUser }).replaceAll('`', ''))}</p>
<h2>${escaped(prove.checksTitle)}</h2>
${table([report.check, report.verdict, prove.seen, prove.expected], checkRows)}
<h2>${escaped(compare.title)}</h2>
${table([compare.container, compare.columns.command, compare.columns.pid, `${compare.columns.inside} (UID:GID)`, `${compare.columns.onHost} (UID:GID)`, compare.columns.landing], processRows)}
</html>
`
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = headings.map((heading) => `<th>${escaped(heading)}</th>`).join('')
  const body = rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
    .join('\n')
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`
}

function escaped(text: string): string {
  return visibleText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
