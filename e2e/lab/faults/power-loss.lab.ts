import { afterAll, describe, expect, it } from 'vitest'
import { prepareGround } from '../crash.ts'
import { bootMachine } from '../machine.ts'
import { putOnImage, recordCuts, recoverFrom } from '../power-loss.ts'

/*
 * Cuts the power just before and just after everything that Apply and Undo write out, and lets the run be finished or
 * rolled back after the next boot. The machine itself goes on: what a boot would do is done to Docker alone.
 */
const machine = await bootMachine('bookworm')
const ground = await prepareGround(machine)
const power = await putOnImage(ground, machine)
const applyCuts = await recordCuts(power, ground.plans.apply, 'power-apply')
const undoCuts = await recordCuts(
  power,
  { ...ground.plans.undo, undoes: 'power-apply' },
  'power-undo',
)
afterAll(() => machine.stop())

const verbs = ['finish', 'roll-back'] as const

describe.each([
  ['apply', applyCuts],
  ['undo', undoCuts],
] as const)('%s when the power fails', (action, cuts) => {
  it.each(cuts.flatMap((cut) => verbs.map((verb) => [cut, verb] as const)))(
    'at %s, then %s',
    async (cut, verb) => {
      expect(await recoverFrom(power, cut, action, `power-${action}`, verb)).toEqual([])
    },
  )
})
