import { expect, it } from 'vitest'
import { lasting, plan } from './testing-plan.ts'
import { keptForGood, lastingSettings } from './kept-for-good.ts'

it('is what a plan took away for good, and nothing else', () => {
  expect(lastingSettings(plan)).toEqual([
    { what: 'drop-remap-flag', path: '/etc/default/docker' },
    { what: 'drop-remap-key', path: '/etc/docker/daemon.json' },
  ])
})

it('has general words for a step that it does not know', () => {
  expect(lastingSettings({ ...plan, steps: [lasting('later', '/etc/later')] })).toEqual([
    { what: 'other', path: '/etc/later' },
  ])
})

it('is after a roll-back only what root says that it left', () => {
  const path = '/etc/docker/daemon.json'
  expect(keptForGood(plan, [])).toEqual([])
  expect(
    keptForGood(plan, [
      { sequence: 1, at: 1, kind: 'kept-for-good', step: 'drop-remap-key', path },
    ]),
  ).toEqual([{ what: 'drop-remap-key', path }])
})
