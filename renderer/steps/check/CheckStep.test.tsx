// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it } from 'vitest'
import type { Inspection } from '#contract/channels.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { success } from '#domain/result.ts'
import { openSimulated } from '../../../e2e/hosts/open-simulated.ts'
import { show } from '../../testing/show.tsx'
import { en } from '../../text/en.ts'
import { useWizard } from '../../wizard/use-wizard.ts'
import { CheckStep } from './CheckStep.tsx'

/** Check as the window has it, beside a button that is no part of it. */
function Window() {
  const at = useWizard((state) => state.at)
  return (
    <>
      <button type="button">elsewhere</button>
      {at.step === 'check' && <CheckStep at={at} />}
    </>
  )
}

async function inspected(): Promise<Inspection> {
  const facts = parseHostFacts(await openSimulated('debian-12-fresh').readSnapshot())
  return { facts, program: '', simulated: false }
}

it('leaves the focus where it is when a look ends', async () => {
  const inspection = await inspected()
  const { place, wizard } = await show(<Window />, { inspect: async () => success(inspection) })
  expect(document.activeElement).toBe(place.querySelector('h1'))
  expect(place.textContent).toContain(en.check.looking)
  const elsewhere = place.querySelector('button')
  act(() => elsewhere?.focus())
  await act(wizard.actions.look)
  expect(place.textContent).not.toContain(en.check.looking)
  expect(document.activeElement).toBe(elsewhere)
  place.remove()
})

it('leads to its name whoever pressed a button that goes away', async () => {
  const inspection = await inspected()
  const { place, wizard } = await show(<Window />, { inspect: async () => success(inspection) })
  await act(wizard.actions.look)
  const again = [...place.querySelectorAll('button')].find(
    ({ textContent }) => textContent === en.check.lookAgain,
  )
  expect(again).toBeDefined()
  act(() => again?.focus())
  await act(wizard.actions.look)
  expect(again?.isConnected).toBe(false)
  expect(document.activeElement).toBe(place.querySelector('h1'))
  place.remove()
})
