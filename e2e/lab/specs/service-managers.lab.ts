import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Plan } from '#domain/plan.ts'
import type { Release } from '../base.ts'
import { checkMachine, runPlan, undoRun } from '../domain-run.ts'
import { importBusyboxImage } from '../images.ts'
import type { MachineState } from '../machine-state.ts'
import { readMachineState } from '../machine-state.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'

/**
 * Docker under SysV init: Debian's own script (but for its limits) and its options, with a real Docker. systemd has booted the machine, but has
 * nothing to do with Docker here; the check is told that it is not there.
 */

const release: Release = 'bookworm'
const init = 'init'

let machine: OwnedMachine
let before: MachineState
let runCount = 0

const nextRunId = () => `lab-${(runCount += 1)}`

beforeAll(async () => {
  machine = await bootMachine(release)
  await machine.shell(`
    systemctl --now mask docker.socket docker.service
    # Debian's scripts would hand over to systemd.
    rm /lib/lsb/init-functions.d/40-systemd
    # What it would do to the machine around this one, or may not do here: mount control groups, raise limits.
    echo 'none /sys/fs/cgroup cgroup2 noauto 0 0' >>/etc/fstab
    sed -i 's/^[[:space:]]*ulimit .*/:/' /etc/init.d/docker
    echo 'DOCKER_OPTS="--debug"' >/etc/default/docker
    ${asAtBoot('start')}`)
  await importBusyboxImage(machine)
  await machine.shell('docker run --detach --name once --stop-timeout 1 busybox sleep 10000')
})
afterAll(() => machine.stop())
beforeEach(async () => {
  before = await readMachineState(machine)
})

/** As init runs it, away from what the test holds open; Docker answers once it is up. */
function asAtBoot(action: string): string {
  return `
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin setsid /etc/init.d/docker ${action} </dev/null >/dev/null 2>&1
    timeout 120 sh -c 'until docker info >/dev/null 2>&1; do sleep 1; done'`
}

async function suggestedPlan(): Promise<Plan> {
  const { plan, result } = await checkMachine(machine, init)
  expect(result).toEqual({ kind: 'can-be-done' })
  if (!plan) throw new Error('There is no plan')
  expect(plan.steps).toContainEqual({
    id: 'restart-docker',
    kind: 'restart-docker',
    service: { manager: 'sysvinit', name: 'docker' },
  })
  return plan
}

it('turns remapping on and takes it back to the last byte', async () => {
  const plan = await suggestedPlan()
  const runId = nextRunId()
  expect(await runPlan(machine, plan, runId)).toMatchObject({ outcome: 'done' })
  expect(await readMachineState(machine)).toMatchObject({
    remapped: true,
    dataRoot: plan.remappedDataRoot,
  })
  expect(await undoRun(machine, runId, nextRunId(), init)).toMatchObject({ outcome: 'done' })
  expect(await readMachineState(machine)).toEqual(before)
  expect(await machine.shell("docker ps --format '{{.Names}}'")).toBe('once')
})

it('puts everything back when Docker does not start, and tells what its log says', async () => {
  const plan = await suggestedPlan()
  await machine.shell(`rm -rf ${plan.remappedDataRoot} && touch ${plan.remappedDataRoot}`)
  const { outcome, events } = await runPlan(machine, plan, nextRunId())
  await machine.shell(`rm ${plan.remappedDataRoot}`)
  expect(outcome).toBe('rolled-back')
  expect(events).toContainEqual(
    expect.objectContaining({
      kind: 'log',
      text: expect.stringContaining('Cannot create daemon root'),
    }),
  )
  expect(await readMachineState(machine)).toEqual(before)
  expect(await machine.shell("docker ps --format '{{.Names}}'")).toBe('once')
})

it('is refused where the options were edited since Docker started, or somebody started it by hand', async () => {
  await machine.shell(`echo 'DOCKER_OPTS="--icc=false"' >/etc/default/docker`)
  const edited = await checkMachine(machine, init)
  await machine.shell(`
    echo 'DOCKER_OPTS="--debug"' >/etc/default/docker
    mv /var/run/docker-ssd.pid /var/run/docker-ssd.away`)
  const byHand = await checkMachine(machine, init)
  await machine.shell('mv /var/run/docker-ssd.away /var/run/docker-ssd.pid')
  expect([edited.result, byHand.result]).toEqual([
    { kind: 'blocked', findings: ['service-options-unclear'] },
    { kind: 'blocked', findings: ['docker-not-a-service'] },
  ])
})
