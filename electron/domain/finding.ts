import type { BlockerCode, Finding, NoteCode, WarningCode } from './findings.ts'

type Values = Finding['values']

export function blocker(
  code: BlockerCode,
  evidence: readonly string[],
  values: Values = {},
): Finding {
  return { code, severity: 'blocker', evidence, values }
}

export function warning(
  code: WarningCode,
  evidence: readonly string[],
  values: Values = {},
): Finding {
  return { code, severity: 'warning', evidence, values }
}

export function note(code: NoteCode, evidence: readonly string[], values: Values = {}): Finding {
  return { code, severity: 'note', evidence, values }
}

/** The finding in a list of its own where the condition holds. */
export function when(condition: boolean, finding: Finding): readonly Finding[] {
  return condition ? [finding] : []
}
