import { afterAll, describe, expect, it } from 'vitest'
import { arrange, crash, prepareGround } from '../crash.ts'
import type { Action, CrashCase } from '../crash.ts'
import { bootMachine } from '../machine.ts'

/*
 * Kills root's process at every step boundary of Apply and of Undo, and at random moments of each: 100, or as many as
 * SUBROOT_MOMENTS says. SUBROOT_SEED gives the moments of an earlier run again.
 */
const moments = Number(process.env['SUBROOT_MOMENTS'] ?? '100')
const seed = Number(process.env['SUBROOT_SEED'] ?? String(Date.now() % 1_000_000))

// The cases depend on how many events a run has, and how long it takes.
const machine = await bootMachine('bookworm')
const ground = await prepareGround(machine)
afterAll(() => machine.stop())

/** mulberry32: the same seed gives the same numbers. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const random = randomFrom(seed)

function casesOf(action: Action): readonly CrashCase[] {
  const boundaries = Array.from({ length: ground.eventCount[action] - 1 }, (_, index) => index + 1)
  return [
    ...boundaries.flatMap((events) =>
      (['finish', 'roll-back'] as const).map((verb): CrashCase => ({
        action,
        instant: { kind: 'boundary', events },
        withChildren: events % 2 === 0,
        verb,
      })),
    ),
    ...Array.from({ length: moments }, (_, index): CrashCase => ({
      action,
      instant: { kind: 'moment', afterMs: Math.round(random() * ground.durationMs[action]) },
      withChildren: random() < 0.5,
      verb: index % 2 === 0 ? 'finish' : 'roll-back',
    })),
  ]
}

function ofVerb(cases: readonly CrashCase[], verb: CrashCase['verb']): readonly CrashCase[] {
  return cases.filter((one) => one.verb === verb)
}

/**
 * Each case where the one before left the machine, as far as possible: Docker restarts for what is tested, not for its
 * preparation. A run that is finished changes the machine, one that is rolled back does not.
 */
function inOrder(apply: readonly CrashCase[], undo: readonly CrashCase[]): readonly CrashCase[] {
  const applyFinished = ofVerb(apply, 'finish')
  const undoFinished = ofVerb(undo, 'finish')
  return [
    ...ofVerb(apply, 'roll-back'),
    ...applyFinished.flatMap((one, index) => [one].concat(undoFinished.slice(index, index + 1))),
    ...undoFinished.slice(applyFinished.length),
    ...ofVerb(undo, 'roll-back'),
  ]
}

function nameOf({ action, instant, withChildren, verb }: CrashCase): string {
  const when =
    instant.kind === 'boundary' ? `after event ${instant.events}` : `after ${instant.afterMs} ms`
  return `${action} killed ${when}${withChildren ? ' with its children' : ''}, then ${verb}`
}

describe(`crashes, seed ${seed}`, () => {
  const cases = inOrder(casesOf('apply'), casesOf('undo'))
  it.each(cases.map((one, index) => [index + 1, nameOf(one), one] as const))(
    '%i. %s',
    async (index, _, one) => {
      await arrange(ground, one.action, `arranged-${index}`)
      expect(await crash(ground, one, `crash-${index}`)).toEqual([])
    },
  )
})
