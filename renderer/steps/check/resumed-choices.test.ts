import { expect, it } from 'vitest'
import { suggestChoices } from '#domain/choices.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { PendingReboot } from '#domain/kernel/pending-reboot.ts'
import { bookworm } from '#domain/testing/bookworm.ts'
import { resumedChoices } from './resumed-choices.ts'

const facts = parseHostFacts(bookworm)
const suggested = suggestChoices(facts)!

const chosen = (start: number): PendingReboot => ({
  runId: 'run-1',
  state: 'go-on',
  remapUser: 'dockremap3',
  range: { start, count: 65536 },
})

it('goes on with what was chosen before the restart', () => {
  expect(resumedChoices(facts, chosen(1000000000), suggested)).toEqual({
    ...suggested,
    remapUser: 'dockremap3',
    range: { start: 1000000000, count: 65536 },
  })
})

it('suggests anew where somebody has taken the range meanwhile', () => {
  // alice’s own.
  expect(resumedChoices(facts, chosen(100000), suggested)).toBe(suggested)
})

it('suggests as ever where no restart is behind us', () => {
  expect(resumedChoices(facts, undefined, suggested)).toBe(suggested)
  expect(resumedChoices(facts, chosen(1000000000), undefined)).toBeUndefined()
})
