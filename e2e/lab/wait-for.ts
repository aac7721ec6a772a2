import { setTimeout as sleep } from 'node:timers/promises'

/** Asks until there is an answer other than undefined; fails after some time, saying what did not come. */
export async function waitFor<Value>(
  what: string,
  ask: () => Value | undefined | Promise<Value | undefined>,
  limitMs = 180_000,
): Promise<Value> {
  const deadline = Date.now() + limitMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline)
      throw new Error(`After ${limitMs / 1000} s there is still no sign of ${what}.`)
    await sleep(50)
  }
}
