// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { show } from '../../testing/show.tsx'
import { ExistingRangeNote } from './ExistingRangeNote.tsx'

const range = { start: 165536, count: 65536 }

async function shown(existing: Parameters<typeof ExistingRangeNote>[0]['existing']) {
  const { place } = await show(<ExistingRangeNote remapUser="dockremap" existing={existing} />)
  return place.textContent
}

it('says that the range is used, and which file gets the line that is missing', async () => {
  expect(await shown({ kind: 'used', range, missingIn: undefined })).toBe(
    'dockremap already has 165536–231071. It will be used.',
  )
  expect(await shown({ kind: 'used', range, missingIn: '/etc/subgid' })).toBe(
    'dockremap already has 165536–231071, in one of the two files. It will be used: /etc/subgid gets the same line.',
  )
})

it('offers the range where another one is chosen', async () => {
  const { place } = await show(
    <ExistingRangeNote remapUser="dockremap" existing={{ kind: 'available', range }} />,
  )
  expect(place.textContent).toContain('dockremap already has 165536–231071.')
  expect(place.querySelector('button')?.textContent).toBe('Use that range')
})

it('lists the lines that are replaced, and says nothing where there is nothing', async () => {
  const lines = [{ path: '/etc/subuid', line: 1, text: 'dockremap: 1:2' }]
  expect(await shown({ kind: 'replaced', lines })).toContain('/etc/subuid: dockremap: 1:2')
  expect(await shown(undefined)).toBe('')
})
