// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it } from 'vitest'
import type { PracticeEnginesReading } from '#contract/channels.ts'
import { success } from '#domain/result.ts'
import { sha256 } from '#domain/sha256.ts'
import { show } from '../../testing/show.tsx'
import { enginesInEnglish as text } from '../../text/practice/engines-en.ts'
import { EnginesPanel } from './EnginesPanel.tsx'

// Simulated: main, which answers as the tests say.
const containerId = '5e'.repeat(32)
const none = { kind: 'off', events: [], failure: undefined } as const
const both: PracticeEnginesReading = {
  kind: 'on',
  stopping: false,
  events: [
    { sequence: 1, at: 1000, kind: 'practice-started', limitMs: 3_600_000 },
    { sequence: 2, at: 1001, kind: 'engine-ready', engine: 'remapped', version: '28.5.2' },
    {
      sequence: 3,
      at: 1002,
      kind: 'container-started',
      engine: 'remapped',
      name: 'as-root',
      containerId,
    },
    {
      sequence: 4,
      at: 1003,
      kind: 'break-out',
      engine: 'remapped',
      outcome: 'denied',
      words: 'dd: Permission denied',
    },
  ],
  processes: [
    {
      containerId,
      containerName: 'as-root',
      pid: { host: 77, container: 1 },
      uid: { host: 458752, container: 0, hostName: undefined, containerName: 'root' },
      gid: { host: 458752, container: 0, hostName: undefined, containerName: 'root' },
      command: 'sleep 90m',
      uidMappings: [{ containerId: 0, hostId: 458752, size: 65536 }],
      gidMappings: [{ containerId: 0, hostId: 458752, size: 65536 }],
      hostUserNamespace: false,
      effectiveCapabilities: '00000000a80425fb',
    },
  ],
}

function buttonIn(place: HTMLElement, words: string): HTMLButtonElement | undefined {
  return [...place.querySelectorAll('button')].find(({ textContent }) => textContent === words)
}

async function press(place: HTMLElement, words: string): Promise<void> {
  await act(async () => buttonIn(place, words)?.click())
}

it('says what root would make, and shows the program, before it can be started', async () => {
  const started: string[] = []
  const { place } = await show(<EnginesPanel />, {
    readPracticeEngines: async () => success(none),
    preparePracticeEngines: async () =>
      success({ script: 'true\n', range: { start: 458752, count: 65536 } }),
    startPracticeEngines: async ({ scriptSha256 }) => {
      started.push(scriptSha256)
      return success(null)
    },
  })
  await expect.poll(() => buttonIn(place, text.look)).toBeDefined()
  expect(buttonIn(place, text.start)).toBe(undefined)
  await press(place, text.look)
  expect(place.textContent).toContain(text.ends)
  expect(buttonIn(place, text.program)).toBeDefined()
  expect(started).toEqual([])
  await press(place, text.start)
  expect(started).toEqual([sha256('true\n')])
})

it('shows each engine’s processes, marked as real and as not those of the user’s Docker', async () => {
  const { place } = await show(<EnginesPanel />, {
    readPracticeEngines: async () => success(both),
  })
  await expect.poll(() => place.textContent).toContain(text.real)
  const rows = [...place.querySelectorAll('.engine-remapped tbody tr')]
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'as-root sleep 90m0458752 Powerless here',
  ])
  expect(place.querySelector('.engine-remapped')?.textContent).toContain(text.breakOuts.denied)
  expect(place.querySelector('.engine-plain')?.textContent).toContain(text.notYet)
  expect(buttonIn(place, text.stop)).toBeDefined()
})

it.each([
  ['nothing is left', [{ sequence: 1, at: 1, kind: 'practice-ended' }], text.nothingLeft],
  ['it was killed', [{ sequence: 1, at: 1, kind: 'practice-ready' }], text.killed],
  [
    'it failed, and why',
    [{ sequence: 1, at: 1, kind: 'practice-failed', code: 'memory-short', detail: '300' }],
    text.failures['memory-short'],
  ],
  [
    'they ended by themselves',
    [
      { sequence: 1, at: 1, kind: 'practice-ready' },
      { sequence: 2, at: 2, kind: 'practice-failed', code: 'engine-ended', detail: 'plain: ' },
    ],
    text.endedTitle,
  ],
] as const)('says at the end that %s', async (_, events, words) => {
  const { place } = await show(<EnginesPanel />, {
    readPracticeEngines: async () => success({ ...none, events }),
  })
  await expect.poll(() => place.textContent).toContain(words)
  expect(buttonIn(place, text.look)).toBeDefined()
})
