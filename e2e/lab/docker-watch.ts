import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { checkoutInside, nodeInside } from './machine.ts'
import type { Machine } from './machine.ts'

/** Docker's downtime as its users see it; docker-poll.ts says how it is measured. */
export type DockerWatch = { readonly stop: () => Promise<number> }

/** Starts watching; `stop` tells the longest time, in milliseconds, in which nobody got an answer. */
export async function watchDocker(machine: Machine): Promise<DockerWatch> {
  const poll = machine.spawn([
    nodeInside,
    `${checkoutInside}/node_modules/tsx/dist/cli.mjs`,
    `${checkoutInside}/e2e/lab/docker-poll.ts`,
  ])
  let complaints = ''
  poll.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk))
  const lines = createInterface({ input: poll.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  if (first.value !== 'watching') throw new Error(`Docker could not be watched: ${complaints}`)
  return {
    stop: async () => {
      const ended = once(poll, 'exit')
      poll.stdin.end()
      const { value } = await lines.next()
      await ended
      const result: { readonly answers: number; readonly longestGapMs: number } = JSON.parse(value)
      return result.longestGapMs
    },
  }
}

/** The downtime of a bare `systemctl restart docker`, which a change of this kind costs at the least. */
export async function measureBareRestart(machine: Machine): Promise<number> {
  const watch = await watchDocker(machine)
  await machine.shell('systemctl restart docker')
  const downtimeMs = await watch.stop()
  // Docker's unit allows a few starts a minute; this one shall not count among them.
  await machine.shell('systemctl reset-failed docker.service docker.socket')
  return downtimeMs
}
