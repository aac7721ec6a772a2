// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it } from 'vitest'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { failure } from '#domain/result.ts'
import { openSimulated } from '../../../e2e/hosts/open-simulated.ts'
import { show } from '../../testing/show.tsx'
import { en } from '../../text/en.ts'
import type { CheckState } from '../../wizard/wizard-state.ts'
import { CheckStep } from './CheckStep.tsx'

async function seen(machine: string): Promise<CheckState> {
  const facts = parseHostFacts(await openSimulated(machine).readSnapshot())
  const inspection = { facts, program: '', simulated: false }
  return { step: 'check', look: { kind: 'seen', inspection, elevationFailure: undefined } }
}

const offerIn = (place: HTMLElement) =>
  [...place.querySelectorAll('button')].find(({ textContent }) => textContent === en.shell.practise)

it('is there where remapping cannot be turned on, and leads to practice', async () => {
  const { place, wizard } = await show(<CheckStep at={await seen('no-docker')} />)
  act(() => offerIn(place)?.click())
  expect(wizard.store.getState().at.step).toBe('practice')
})

it('is there where the machine could not be read', async () => {
  const problem = failure({ code: 'internal', detail: 'x' } as const).error
  const at: CheckState = { step: 'check', look: { kind: 'failed', failure: problem } }
  expect(offerIn((await show(<CheckStep at={at} />)).place)).toBeDefined()
})

it('is not there where remapping can be turned on', async () => {
  expect(offerIn((await show(<CheckStep at={await seen('debian-12-fresh')} />)).place)).toBe(
    undefined,
  )
})

it('is not there in practice, which has its own way to another machine', async () => {
  const { place, wizard } = await show(<CheckStep at={await seen('no-docker')} />)
  expect(offerIn(place)).toBeDefined()
  act(() => wizard.store.setState({ simulated: true }))
  expect(offerIn(place)).toBe(undefined)
})
