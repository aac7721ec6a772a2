import type { Finding } from '#domain/findings/catalogue.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { Notice } from '../../ui/Notice.tsx'

type Props = { readonly findings: readonly Finding[] }

/** All findings in one sentence. */
export function Verdict({ findings }: Props) {
  const { check } = useText()
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length
  if (count('blocker') > 0) {
    return (
      <Notice tone="bad" title={check.verdictBlocked} announce>
        <p>{check.verdictBlockedDetail}</p>
      </Notice>
    )
  }
  if (count('warning') > 0) {
    return (
      <Notice
        tone="warning"
        title={fill(check.verdictWarnings, { count: count('warning') })}
        announce
      >
        <p>{check.verdictWarningsDetail}</p>
      </Notice>
    )
  }
  return (
    <Notice tone="good" title={check.verdictReady} announce>
      <p>{check.verdictReadyDetail}</p>
    </Notice>
  )
}
