import type { SetBy } from './sysctl-files.ts'

/** A line that sets the limit to 0 because a security policy wants it so. */
export type NamespacePolicy = {
  readonly path: string
  readonly line: number
  /** The rule's name as auditors know it; empty where only the file's look tells. */
  readonly rule: string
}

/** A rule's number, as the STIGs and what ComplianceAsCode writes carry it. */
const RULE = /\b(?:RHEL|OL|ALMA|SLES|UBTU|AMZL)-?\d{2}-(?:\d{2}-)?\d{6}\b|\bCCE-\d{4,6}-\d\b/
/** Words and names that only such files have: ComplianceAsCode calls the rule `sysctl_user_max_user_namespaces`. */
const SIGN = /\b(?:stig|ospp|xccdf|openscap|scap|complianceascode)\b|user_max_user_namespaces/i

/**
 * The policy behind a limit of 0, where one can be recognised: by the file that sets it last. The STIGs of RHEL 8
 * (RHEL-08-040284), RHEL 9 (RHEL-09-213105) and Oracle Linux 8 (OL08-00-040284) ask for 0 unless containers are in use:
 * "If containers are in use, this requirement is not applicable". OSPP's profile may ask for it too.
 */
export function findNamespacePolicy(
  files: readonly { readonly path: string; readonly text: string }[],
  setBy: readonly SetBy[],
  { osId, osVersion }: { readonly osId: string; readonly osVersion: string },
): NamespacePolicy | undefined {
  const last = setBy.at(-1)
  if (last === undefined || last.value !== '0') return undefined
  const text = files.find(({ path }) => path === last.path)?.text ?? ''
  const written = RULE.exec(text)?.[0]
  if (written === undefined && !SIGN.test(last.path) && !SIGN.test(text)) return undefined
  return { path: last.path, line: last.line, rule: written ?? ruleOf(osId, osVersion) }
}

function ruleOf(osId: string, osVersion: string): string {
  const major = osVersion.split('.')[0]
  if (osId === 'ol') return major === '8' ? 'OL08-00-040284' : ''
  if (!['rhel', 'almalinux', 'rocky', 'centos'].includes(osId)) return ''
  if (major === '8') return 'RHEL-08-040284'
  return major === '9' ? 'RHEL-09-213105' : ''
}
