// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { PendingReboot } from '#domain/kernel/pending-reboot.ts'
import { show } from '../../testing/show.tsx'
import { RebootNotice } from './RebootNotice.tsx'

async function showState(state: PendingReboot['state'], onGoOn?: () => void) {
  const { place } = await show(
    <RebootNotice
      pending={{
        runId: 'run-1',
        state,
        remapUser: 'dockremap',
        range: { start: 458752, count: 65536 },
      }}
      startedAt={Date.UTC(2026, 10, 24, 12)}
      onGoOn={onGoOn}
    />,
  )
  return {
    title: place.querySelector('h2')?.textContent,
    detail: place.querySelector('p')?.textContent,
    buttons: [...place.querySelectorAll('button')].map((button) => button.textContent),
  }
}

it('asks for the restart, and offers no way past it', async () => {
  const { title, detail, buttons } = await showState('restart', () => undefined)
  expect(title).toBe('Restart the computer to go on')
  expect(detail).toContain('The computer has not been restarted since')
  expect(buttons).toEqual(['Undo this change'])
})

it('goes on after the restart with what was chosen, where there is a way on', async () => {
  const ready = await showState('go-on', () => undefined)
  expect(ready.detail).toContain('dockremap with UIDs and GIDs 458752–524287')
  expect(ready.buttons).toEqual(['Go on', 'Undo this change'])
  expect((await showState('go-on')).buttons).toEqual(['Undo this change'])
})

it('says that a restart brought nothing, and promises nothing', async () => {
  const { title, buttons } = await showState('no-effect', () => undefined)
  expect(title).toBe('The restart did not bring what was prepared')
  expect(buttons).toEqual(['Undo this change'])
})
