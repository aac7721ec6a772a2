import { importBusyboxImage } from '../lab/images.ts'
import type { Machine } from '../lab/machine.ts'
import { checkoutInside, nodeInside } from '../lab/machine.ts'

/**
 * Remapping stays off: with it, the session keys of all containers belong to one user who is not root, and the kernel gives
 * such a user 200 (kernel.keys.maxkeys), so that the 201st container does not start. What a reading costs is the same.
 */
export async function prepareBenchMachine(machine: Machine): Promise<void> {
  await machine.shell('usermod --append --groups docker alice')
  await importBusyboxImage(machine)
}

/** In so many at once, because a command in a machine has its time limit. */
const BATCH = 20

/** Starts containers `from` to `to`, three processes each, and four in every second one where `alternating`. */
export async function startContainers(
  machine: Machine,
  from: number,
  to: number,
  alternating: boolean,
): Promise<void> {
  const last = alternating ? '$((2 + N % 2))' : '2'
  for (let first = from; first < to; first += BATCH) {
    await machine.shell(`
      seq ${first} ${Math.min(first + BATCH, to) - 1} | xargs -P 4 -I N sh -euc '
        docker run --detach --network none --name bench-N busybox \
          sh -c "for _ in \\$(seq ${last}); do sleep 1d & done; wait" >/dev/null'`)
  }
}

/** Runs one of this folder's programs in the machine as alice, and returns what it printed. */
export async function measureInside<Result>(
  machine: Machine,
  program: string,
  args: readonly string[],
): Promise<Result> {
  const tsx = `${checkoutInside}/node_modules/tsx/dist/cli.mjs`
  const command = [nodeInside, tsx, '--expose-gc', `${checkoutInside}/${program}`, ...args]
  const { stdout, stderr } = await machine.exec(command, { user: 'alice', timeoutMs: 3_600_000 })
  if (stderr !== '') throw new Error(stderr)
  return JSON.parse(stdout)
}
