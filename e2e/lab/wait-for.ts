import { setTimeout as sleep } from 'node:timers/promises'

/** Asks until there is an answer other than undefined; fails after a minute, saying what did not come. */
export async function waitFor<Value>(
  what: string,
  ask: () => Value | undefined | Promise<Value | undefined>,
): Promise<Value> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(`After a minute there is still no sign of ${what}.`)
    await sleep(50)
  }
}
