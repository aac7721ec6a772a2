import type { Failure } from '#contract/channels.ts'
import type { LiveProof } from '#domain/proof/live-proof.ts'
import { assertNever } from '#domain/result.ts'

/** Proofs on test containers: what was measured, and what is under way. Belongs to no step: it goes on in all of them. */
export type LiveState = {
  /** Newest first. */
  readonly proofs: readonly LiveProof[]
  readonly run:
    | { readonly kind: 'idle' }
    | { readonly kind: 'running' }
    | { readonly kind: 'failed'; readonly failure: Failure }
  /** Of the comparison while test containers were in it. */
  readonly pictures: readonly Picture[]
}

export type Picture = {
  /** Milliseconds since 1970. */
  readonly at: number
  /** PNG in base64. */
  readonly png: string
}

export type LiveEvent =
  | { readonly kind: 'proofs-listed'; readonly proofs: readonly LiveProof[] }
  | { readonly kind: 'proof-started' }
  | { readonly kind: 'proof-failed'; readonly failure: Failure }
  | { readonly kind: 'proof-measured'; readonly proof: LiveProof }
  | { readonly kind: 'picture-taken'; readonly picture: Picture }

export const initialLive: LiveState = { proofs: [], run: { kind: 'idle' }, pictures: [] }

/** A report with more of them would be too large to send. */
const MAX_PICTURES = 2

export function liveAfter(live: LiveState, event: LiveEvent): LiveState {
  switch (event.kind) {
    case 'proofs-listed':
      return { ...live, proofs: event.proofs }
    case 'proof-started':
      return { ...live, run: { kind: 'running' } }
    case 'proof-failed':
      return { ...live, run: { kind: 'failed', failure: event.failure } }
    case 'proof-measured':
      return { ...live, run: { kind: 'idle' }, proofs: [event.proof, ...live.proofs] }
    case 'picture-taken':
      return { ...live, pictures: [event.picture, ...live.pictures].slice(0, MAX_PICTURES) }
    default:
      return assertNever(event)
  }
}

/** All of them are about a proof or a picture, and no event of a step is called so. */
export function isLiveEvent(event: { readonly kind: string }): event is LiveEvent {
  return /^(?:proofs?|picture)-/u.test(event.kind)
}
