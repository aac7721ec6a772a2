import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CrashGround } from '../crash.ts'
import { arrange, crash, prepareGround } from '../crash.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'

/*
 * A run is cut off when some of its files are written, and Docker restarts before it is resumed. The boots that follow a
 * power failure at every other instant are in `npm run test:power`.
 */

/** How many events of an undisturbed run come after the kill. */
const EVENTS_AFTER = {
  // The restart and the look at Docker, each with its start and its end, and the end of the run.
  apply: 5,
  // The account and the group, too: Undo begins with daemon.json.
  undo: 9,
}

let machine: OwnedMachine
let ground: CrashGround
beforeAll(async () => {
  machine = await bootMachine('bookworm')
  ground = await prepareGround(machine)
})
afterAll(() => machine.stop())

it.each([
  ['apply', 'roll-back'],
  ['apply', 'finish'],
  ['undo', 'roll-back'],
  ['undo', 'finish'],
] as const)('%s: %s ends as it says, with Docker restarted in between', async (action, verb) => {
  const runId = `restart-${action}-${verb}`
  await arrange(ground, action, `${runId}-before`)
  const events = ground.eventCount[action] - EVENTS_AFTER[action]
  const instant = { kind: 'boundary', events } as const
  const problems = await crash(
    ground,
    { action, instant, withChildren: true, restartsDocker: true, verb },
    runId,
  )
  expect(problems).toEqual([])
})
