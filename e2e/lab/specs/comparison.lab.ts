import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ContainerProcess } from '#domain/container-process.ts'
import { importBusyboxImage } from '../images.ts'
import { bootMachine, checkoutInside, nodeInside } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import type { PsProcess, Round } from '../read-both-sides.ts'

/** Containers that stay as they are; each holds at least one process of the kind that it is named for. */
const CONTAINERS = {
  'as-root': `busybox sleep 1d`,
  'as-another': `--user 1234:5678 busybox sleep 2d`,
  several: `busybox sh -c 'sleep 3d & sleep 4d & wait'`,
  'root-and-another': `busybox sleep 5d`,
  exempt: `--userns=host busybox sleep 6d`,
  'exempt-as-another': `--userns=host --user 1234 busybox sleep 7d`,
  'odd words': `busybox sh -c 'sleep 8d; :' "a b" "" '$"'`,
}
const nameOf = (kind: string) => kind.replaceAll(' ', '-')
const READINGS = 12

/** What the comparison shows against what ps shows, on the machine and in each container; the machine and all of it are real. */
describe('the comparison, with remapping on', () => {
  let machine: OwnedMachine
  beforeAll(async () => {
    machine = await bootMachine('bookworm')
    await machine.shell(`
      usermod --append --groups docker alice
      mkdir -p /etc/docker
      printf '{ "userns-remap": "default" }' >/etc/docker/daemon.json
      systemctl restart docker`)
    await importBusyboxImage(machine)
    for (const [kind, options] of Object.entries(CONTAINERS)) {
      await machine.shell(`docker run --detach --name ${nameOf(kind)} ${options}`)
    }
    await machine.shell('docker exec --detach --user 65534:65534 root-and-another sleep 9d')
  })
  afterAll(() => machine.stop())

  it('agrees with ps on the machine about every process of a container', async () => {
    for (const round of await readRounds(2)) {
      expect(onHost(round.ours)).toEqual(
        lines(round.after.filter(({ inContainer }) => inContainer)),
      )
    }
  })

  it.each(Object.keys(CONTAINERS))('agrees with ps inside: %s', async (kind) => {
    const [round] = await readRounds(1)
    const inside = await psInside(nameOf(kind))
    expect(inside.length).toBeGreaterThan(0)
    const ours = round?.ours.filter(({ containerName }) => containerName === nameOf(kind)) ?? []
    expect(
      ours
        .map(
          ({ pid, uid, gid, command }) =>
            `${pid.container} ${uid.container} ${gid.container} ${command}`,
        )
        .toSorted(),
    ).toEqual(inside)
  })

  it('shows who is remapped, and who is not', async () => {
    const [round] = await readRounds(1)
    const range = Number(
      await machine.shell(`sed -n 's/^dockremap:\\([0-9]*\\).*/\\1/p' /etc/subuid`),
    )
    const hostIdsOf = (kind: string) =>
      (round?.ours ?? [])
        .filter(({ containerName }) => containerName === kind)
        .map(({ uid, gid }) => `${uid.host - range}:${gid.host - range}`)
    expect(hostIdsOf('as-root')).toEqual(['0:0'])
    expect(hostIdsOf('as-another')).toEqual(['1234:5678'])
    expect(hostIdsOf('several')).toEqual(['0:0', '0:0', '0:0'])
    expect(hostIdsOf('exempt')).toEqual([`${-range}:${-range}`])
  })

  it('agrees while containers start and stop', async () => {
    const comings = machine.spawn([
      'sh',
      '-c',
      'for _ in $(seq 30); do docker run --rm --network none busybox sleep 0.5; done',
    ])
    const rounds = await readRounds(READINGS)
    comings.kill()
    const seen = new Set(rounds.flatMap(({ ours }) => ours.map(({ containerId }) => containerId)))
    // Otherwise nothing came or went.
    expect(seen.size).toBeGreaterThan(Object.keys(CONTAINERS).length)
    for (const { before, ours, after } of rounds) {
      const known = new Set([...lines(before), ...lines(after)])
      const stayed = lines(before.filter(({ inContainer }) => inContainer)).filter((line) =>
        lines(after).includes(line),
      )
      const shown = onHost(ours)
      expect(stayed.filter((line) => !shown.includes(line))).toEqual([])
      // One that began after the first list and ended before the second is in neither.
      const steady = new Set(Object.keys(CONTAINERS).map(nameOf))
      const unknown = ours.filter((process) => !known.has(onHost([process])[0] ?? ''))
      expect(unknown.filter(({ containerName = '' }) => steady.has(containerName))).toEqual([])
    }
  })

  async function readRounds(count: number): Promise<readonly Round[]> {
    const tsx = `${checkoutInside}/node_modules/tsx/dist/cli.mjs`
    const program = `${checkoutInside}/e2e/lab/read-both-sides.ts`
    const command = [nodeInside, tsx, program, `${count}`]
    const { stdout, stderr } = await machine.exec(command, { user: 'alice' })
    expect(stderr).toBe('')
    return JSON.parse(stdout)
  }

  /** Without the process of ps itself. */
  async function psInside(name: string): Promise<readonly string[]> {
    const list = await machine.shell(`docker exec ${name} ps -o pid,user,group,args`)
    return [...list.matchAll(/^\s*(\d+)\s+(\S+)\s+(\S+)\s+(.*)$/gm)]
      .map(([, pid, user, group, args]) => `${pid} ${user} ${group} ${args}`)
      .filter((line) => !line.endsWith(' ps -o pid,user,group,args') && !line.startsWith('PID'))
      .toSorted()
  }
})

/** As ps of the machine would show them. */
function onHost(processes: readonly ContainerProcess[]): readonly string[] {
  return lines(
    processes.map(({ pid, uid, gid, command }) => ({
      pid: pid.host,
      uid: uid.host,
      gid: gid.host,
      args: command,
    })),
  )
}

function lines(processes: readonly Omit<PsProcess, 'inContainer'>[]): readonly string[] {
  return processes.map(({ pid, uid, gid, args }) => `${pid} ${uid} ${gid} ${args}`).toSorted()
}
