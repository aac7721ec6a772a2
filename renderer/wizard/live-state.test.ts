import { expect, it } from 'vitest'
import type { LiveProof } from '#domain/proof/live-proof.ts'
import type { LiveEvent } from './live-state.ts'
import { initialLive, liveAfter } from './live-state.ts'
import { initialState, transition } from './transition.ts'

const proof: LiveProof = {
  at: 1,
  simulated: false,
  remapped: false,
  dockerVersion: '28.5.2',
  kernelRelease: '6.1.0',
  containers: [],
  leftBehind: [],
}
const failure = { code: 'docker-not-allowed', detail: '' } as const
const picture = (at: number): LiveEvent => ({ kind: 'picture-taken', picture: { at, png: 'AA==' } })

it('goes from a start to what was measured, newest first', () => {
  const newer = { ...proof, at: 2 }
  const events: readonly LiveEvent[] = [
    { kind: 'proofs-listed', proofs: [proof] },
    { kind: 'proof-started' },
    { kind: 'proof-measured', proof: newer },
  ]
  expect(events.reduce(liveAfter, initialLive)).toEqual({
    ...initialLive,
    proofs: [newer, proof],
  })
  expect(events.slice(0, 2).reduce(liveAfter, initialLive).run).toEqual({ kind: 'running' })
})

it('keeps what was measured when the next one fails', () => {
  const events: readonly LiveEvent[] = [
    { kind: 'proofs-listed', proofs: [proof] },
    { kind: 'proof-started' },
    { kind: 'proof-failed', failure },
  ]
  expect(events.reduce(liveAfter, initialLive)).toEqual({
    ...initialLive,
    proofs: [proof],
    run: { kind: 'failed', failure },
  })
})

it('keeps the two newest pictures', () => {
  const { pictures } = [1, 2, 3].map(picture).reduce(liveAfter, initialLive)
  expect(pictures.map(({ at }) => at)).toEqual([3, 2])
})

it('leaves the step as it is, whichever it is', () => {
  const after = transition(initialState, { kind: 'proof-started' })
  expect(after).toEqual({ ...initialState, live: { ...initialLive, run: { kind: 'running' } } })
  expect(after.at).toBe(initialState.at)
})
