import type { Machine } from './machine.ts'

/** A process as `ps -eo uid,gid,args` shows it. */
export type PsLine = { readonly uid: number; readonly gid: number; readonly args: string }

/** Starts a container from the image of images.ts that answers before this returns. */
export async function startRedis(machine: Machine): Promise<void> {
  await machine.shell(`
    docker rm --force redis >/dev/null 2>&1 || true
    docker run --detach --name redis redis >/dev/null`)
  await waitForRedis(machine)
}

/** Starts the container again that a restart of Docker has stopped. */
export async function restartRedis(machine: Machine): Promise<void> {
  await machine.shell('docker start redis >/dev/null')
  await waitForRedis(machine)
}

/** The server's process from inside the container and from the machine, both as ps shows it. */
export async function compareRedis(
  machine: Machine,
): Promise<{ readonly inside: PsLine; readonly onHost: PsLine }> {
  return {
    inside: await findServer(machine, 'docker exec redis ps -eo uid,gid,args'),
    onHost: await findServer(machine, 'ps -eo uid,gid,args'),
  }
}

async function waitForRedis(machine: Machine): Promise<void> {
  await machine.shell(`timeout 120 sh -c '
    until [ "$(docker exec redis redis-cli ping 2>/dev/null)" = PONG ]; do sleep 0.1; done'`)
}

async function findServer(machine: Machine, command: string): Promise<PsLine> {
  const output = await machine.shell(command)
  const found = /^\s*(?<uid>\d+)\s+(?<gid>\d+)\s+(?<args>redis-server .*)$/m.exec(output)?.groups
  if (found === undefined)
    throw new Error(`No redis-server in the output of ${command}:\n${output}`)
  return { uid: Number(found['uid']), gid: Number(found['gid']), args: found['args'] ?? '' }
}
