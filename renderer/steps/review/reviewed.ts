import type { Plan } from '#domain/plan.ts'
import { compileScript } from '#domain/script.ts'
import { sha256 } from '#domain/sha256.ts'
import type { Reviewed } from '../../wizard/wizard-state.ts'

/** The plan with the script that main will compile from it, too, with the `program` that it told of. */
export function reviewedOf(plan: Plan, program: string): Reviewed {
  const text = compileScript(plan, program)
  return { plan, script: { text, sha256: sha256(text) } }
}
