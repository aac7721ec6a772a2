import type { Plan } from '#domain/plan.ts'
import { compileScript } from '#domain/script.ts'
import { sha256 } from '#domain/sha256.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import type { Reviewed } from '../../wizard/wizard-state.ts'

/** The plan with the script that main will compile from it, too. */
export function reviewedOf(plan: Plan): Reviewed {
  const text = compileScript(plan, transactionText)
  return { plan, script: { text, sha256: sha256(text) } }
}
